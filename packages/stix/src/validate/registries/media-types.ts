import { words } from './words.ts';

const of = (type: string, subtypes: string): string[] => [...words(subtypes)].map((subtype) => `${type}/${subtype}`);

/** The IANA registry of media types without the trees of vendors and persons, in lower case. */
const REGISTERED: ReadonlySet<string> = new Set([
  ...of(
    'application',
    `
1d-interleaved-parityfec 3gpdash-qoe-report+xml 3gpp-ims+xml 3gpphal+json 3gpphalforms+json a2l ace+cbor ace+json
activemessage activity+json aif+cbor aif+json alto-cdni+json alto-cdnifilter+json alto-costmap+json
alto-costmapfilter+json alto-directory+json alto-endpointcost+json alto-endpointcostparams+json alto-endpointprop+json
alto-endpointpropparams+json alto-error+json alto-networkmap+json alto-networkmapfilter+json alto-propmap+json
alto-propmapparams+json alto-updatestreamcontrol+json alto-updatestreamparams+json aml andrew-inset applefile at+jwt
atf atfx atom+xml atomcat+xml atomdeleted+xml atomicmail atomsvc+xml atsc-dwd+xml atsc-dynamic-event-message
atsc-held+xml atsc-rdt+json atsc-rsat+xml atxml auth-policy+xml automationml-aml+xml automationml-amlx+zip
bacnet-xdd+zip batch-smtp beep+xml c2pa calendar+json calendar+xml call-completion cals-1840 captive+json cbor
cbor-seq cccex ccmp+xml ccxml+xml cda+xml cdfx+xml cdmi-capability cdmi-container cdmi-domain cdmi-object cdmi-queue
cdni cea cea-2018+xml cellml+xml cfw cid-edhoc+cbor-seq city+json clr clue+xml clue_info+xml cms cnrp+xml
coap-group+json coap-payload commonground concise-problem-details+cbor conference-info+xml cose cose-key cose-key-set
cose-x509 cpl+xml csrattrs csta+xml cstadata+xml csvm+json cwl cwl+json cwt cybercash dash+xml dash-patch+xml
dashdelta davmount+xml dca-rft dcd dec-dx dialog-info+xml dicom dicom+json dicom+xml dii dit dns dns+json dns-message
dots+cbor dpop+jwt dskpp+xml dssc+der dssc+xml dvcs ecmascript edhoc+cbor-seq edi-consent edi-x12 edifact efi elm+json
elm+xml emergencycalldata.cap+xml emergencycalldata.comment+xml emergencycalldata.control+xml
emergencycalldata.deviceinfo+xml emergencycalldata.ecall.msd emergencycalldata.legacyesn+json
emergencycalldata.providerinfo+xml emergencycalldata.serviceinfo+xml emergencycalldata.subscriberinfo+xml
emergencycalldata.veds+xml emma+xml emotionml+xml encaprtp epp+xml epub+zip eshop example exi expect-ct-report+json
express fastinfoset fastsoap fdf fdt+xml fhir+json fhir+xml fits flexfec font-sfnt font-tdpfr font-woff
framework-attributes+xml geo+json geo+json-seq geopackage+sqlite3 geoxacml+json geoxacml+xml gltf-buffer gml+xml gzip
h224 held+xml hl7v2+xml http hyperstudio ibe-key-request+xml ibe-pkg-reply+xml ibe-pp-data iges im-iscomposing+xml
index index.cmd index.obj index.response index.vnd inkml+xml iotp ipfix ipp isup its+xml java-archive javascript
jf2feed+json jose jose+json jrd+json jscalendar+json jscontact+json json json-patch+json json-seq jsonpath jwk+json
jwk-set+json jwt kpml-request+xml kpml-response+xml ld+json lgr+xml link-format linkset linkset+json load-control+xml
logout+jwt lost+xml lostsync+xml lpf+zip lxf mac-binhex40 macwriteii mads+xml manifest+json marc marcxml+xml
mathematica mathml+xml mathml-content+xml mathml-presentation+xml mbms-associated-procedure-description+xml
mbms-deregister+xml mbms-envelope+xml mbms-msk+xml mbms-msk-response+xml mbms-protection-description+xml
mbms-reception-report+xml mbms-register+xml mbms-register-response+xml mbms-schedule+xml
mbms-user-service-description+xml mbox media-policy-dataset+xml media_control+xml mediaservercontrol+xml
merge-patch+json metalink4+xml mets+xml mf4 mikey mipc missing-blocks+cbor-seq mmt-aei+xml mmt-usd+xml mods+xml
moss-keys moss-signature mosskey-data mosskey-request mp21 mp4 mpeg4-generic mpeg4-iod mpeg4-iod-xmt mrb-consumer+xml
mrb-publish+xml msc-ivr+xml msc-mixer+xml msword mud+json multipart-core mxf n-quads n-triples nasdata
news-checkgroups news-groupinfo news-transmission nlsml+xml node nss oauth-authz-req+jwt oblivious-dns-message
ocsp-request ocsp-response octet-stream oda odm+xml odx oebps-package+xml ogg ohttp-keys opc-nodeset+xml oscore oxps
p21 p21+zip p2p-overlay+xml parityfec passport patch-ops-error+xml pdf pdx pem-certificate-chain pgp-encrypted
pgp-keys pgp-signature pidf+xml pidf-diff+xml pkcs10 pkcs12 pkcs7-mime pkcs7-signature pkcs8 pkcs8-encrypted
pkix-attr-cert pkix-cert pkix-crl pkix-pkipath pkixcmp pls+xml poc-settings+xml postscript ppsp-tracker+json
private-token-issuer-directory private-token-request private-token-response problem+json problem+xml provenance+xml
pskc+xml pvd+json qsig raptorfec rdap+json rdf+xml reginfo+xml relax-ng-compact-syntax remote-printing reputon+json
resource-lists+xml resource-lists-diff+xml rfc+xml riscos rlmi+xml rls-services+xml route-apd+xml route-s-tsid+xml
route-usd+xml rpki-checklist rpki-ghostbusters rpki-manifest rpki-publication rpki-roa rpki-updown rtf rtploopback rtx
samlassertion+xml samlmetadata+xml sarif+json sarif-external-properties+json sbe sbml+xml scaip+xml scim+json
scvp-cv-request scvp-cv-response scvp-vp-request scvp-vp-response sdp secevent+jwt senml+cbor senml+json senml+xml
senml-etch+cbor senml-etch+json senml-exi sensml+cbor sensml+json sensml+xml sensml-exi sep+xml sep-exi session-info
set-payment set-payment-initiation set-registration set-registration-initiation sgml sgml-open-catalog shf+xml sieve
simple-filter+xml simple-message-summary simplesymbolcontainer sipc slate smil smil+xml smpte336m soap+fastinfoset
soap+xml sparql-query sparql-results+xml spdx+json spirits-event+xml sql srgs srgs+xml sru+xml ssml+xml stix+json
swid+cbor swid+xml tamp-apex-update tamp-apex-update-confirm tamp-community-update tamp-community-update-confirm
tamp-error tamp-sequence-adjust tamp-sequence-adjust-confirm tamp-status-query tamp-status-response tamp-update
tamp-update-confirm taxii+json td+json tei+xml tetra_isi thraud+xml timestamp-query timestamp-reply timestamped-data
tlsrpt+gzip tlsrpt+json tm+json tnauthlist token-introspection+jwt trickle-ice-sdpfrag trig ttml+xml tve-trigger tzif
tzif-leap ulpfec urc-grpsheet+xml urc-ressheet+xml urc-targetdesc+xml urc-uisocketdesc+xml vcard+json vcard+xml vemmi
voicexml+xml voucher-cms+json vq-rtcpxr wasm watcherinfo+xml webpush-options+json whoispp-query whoispp-response
widget wita wordperfect5.1 wsdl+xml wspolicy+xml x-pki-message x-www-form-urlencoded x-x509-ca-cert x-x509-ca-ra-cert
x-x509-next-ca-cert x400-bp xacml+xml xcap-att+xml xcap-caps+xml xcap-diff+xml xcap-el+xml xcap-error+xml xcap-ns+xml
xcon-conference-info+xml xcon-conference-info-diff+xml xenc+xml xfdf xhtml+xml xliff+xml xml xml-dtd
xml-external-parsed-entity xml-patch+xml xmpp+xml xop+xml xslt+xml xv+xml yaml yang yang-data+cbor yang-data+json
yang-data+xml yang-patch+json yang-patch+xml yin+xml zip zlib zstd
`,
  ),
  ...of(
    'audio',
    `
1d-interleaved-parityfec 32kadpcm 3gpp 3gpp2 aac ac3 amr amr-wb amr-wb+ aptx asc atrac-advanced-lossless atrac-x
atrac3 basic bv16 bv32 clearmode cn dat12 dls dsr-es201108 dsr-es202050 dsr-es202211 dsr-es202212 dv dvi4 eac3
encaprtp evrc evrc-qcp evrc0 evrc1 evrcb evrcb0 evrcb1 evrcnw evrcnw0 evrcnw1 evrcwb evrcwb0 evrcwb1 evs example
flexfec fwdred g711-0 g719 g722 g7221 g723 g726-16 g726-24 g726-32 g726-40 g728 g729 g7291 g729d g729e gsm gsm-efr
gsm-hr-08 ilbc ip-mr_v2.5 l16 l20 l24 l8 lpc matroska melp melp1200 melp2400 melp600 mhas mobile-xmf mp4 mp4a-latm mpa
mpa-robust mpeg mpeg4-generic ogg opus parityfec pcma pcma-wb pcmu pcmu-wb qcelp raptorfec red rtp-enc-aescm128
rtp-midi rtploopback rtx scip smv smv-qcp smv0 sofa sp-midi speex t140c t38 telephone-event tetra_acelp tetra_acelp_bb
tone tsvcis uemclip ulpfec usac vdvi vmr-wb vorbis vorbis-config
`,
  ),
  ...of(
    'font',
    `
collection otf sfnt ttf woff woff2
`,
  ),
  ...of(
    'image',
    `
aces apng avci avcs avif bmp cgm dicom-rle dpx emf example fits g3fax gif heic heic-sequence heif heif-sequence hej2k
hsj2 ief j2c jls jp2 jpeg jph jphc jpm jpx jxr jxra jxrs jxs jxsc jxsi jxss ktx ktx2 naplps png pwg-raster svg+xml t38
tiff tiff-fx webp wmf
`,
  ),
  ...of(
    'message',
    `
bhttp cpim delivery-status disposition-notification example external-body feedback-report global
global-delivery-status global-disposition-notification global-headers http imdn+xml mls news ohttp-req ohttp-res
partial rfc822 s-http sip sipfrag tracking-status
`,
  ),
  ...of(
    'model',
    `
3mf e57 example gltf+json gltf-binary iges jt mesh mtl obj prc step step+xml step+zip step-xml+zip stl u3d vrml
x3d+fastinfoset x3d+xml x3d-vrml
`,
  ),
  ...of(
    'multipart',
    `
alternative appledouble byteranges digest encrypted example form-data header-set mixed multilingual parallel related
report signed voice-message x-mixed-replace
`,
  ),
  ...of(
    'text',
    `
1d-interleaved-parityfec cache-manifest calendar cql cql-expression cql-identifier css csv csv-schema directory dns
ecmascript encaprtp enriched example fhirpath flexfec fwdred gff3 grammar-ref-list hl7v2 html javascript jcr-cnd
markdown mizar n3 parameters parityfec plain provenance-notation raptorfec red rfc822-headers richtext rtf
rtp-enc-aescm128 rtploopback rtx sgml shaclc shex spdx strings t140 tab-separated-values troff turtle ulpfec uri-list
vcard vtt wgsl xml xml-external-parsed-entity
`,
  ),
  ...of(
    'video',
    `
1d-interleaved-parityfec 3gpp 3gpp-tt 3gpp2 av1 bmpeg bt656 celb dv encaprtp example ffv1 flexfec h261 h263 h263-1998
h263-2000 h264 h264-rcdo h264-svc h265 h266 iso.segment jpeg jpeg2000 jxsv matroska matroska-3d mj2 mp1s mp2p mp2t mp4
mp4v-es mpeg mpeg4-generic mpv nv ogg parityfec pointer quicktime raptorfec raw rtp-enc-aescm128 rtploopback rtx scip
smpte291 smpte292m ulpfec vc1 vc2 vp8 vp9
`,
  ),
]);

/** Whether a media type is registered, or of a tree whose names are not kept here (RFC 6838 §3.2, §3.3). */
export function isKnownMediaType(text: string): boolean {
  const name = text.toLowerCase();
  return REGISTERED.has(name) || /^[a-z]+\/(?:vnd|prs)\./.test(name);
}
