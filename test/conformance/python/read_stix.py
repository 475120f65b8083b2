"""Reads exported STIX files with public libraries, and prints as JSON what they found in each."""

import json
import sys

import stix2
from misp_stix_converter import ExternalSTIX2toMISPParser, InternalSTIX2toMISPParser


def attributes_of(bundle, is_internal):
    """The attributes of the MISP events that misp-stix makes of a bundle."""
    parser = InternalSTIX2toMISPParser() if is_internal else ExternalSTIX2toMISPParser()
    parser.load_stix_bundle(bundle)
    parser.parse_stix_bundle()
    events = parser.misp_events if isinstance(parser.misp_events, list) else [parser.misp_event]
    return [[one.uuid, one.type, one.category, str(one.value), bool(one.to_ids)] for event in events for one in event.attributes]


def read(name):
    with open(name, encoding="utf-8") as file:
        text = file.read()
    bundle = stix2.parse(text, allow_custom=True)
    tool = '"misp:tool=\\"' in text
    return {
        "ids": [one["id"] for one in bundle.objects],
        "markings": [one.get("object_marking_refs", []) for one in bundle.objects],
        "attributes": attributes_of(bundle, True) if tool else None,
    }


print(json.dumps([read(name) for name in sys.argv[1:]]))
