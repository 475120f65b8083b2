package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A second reader of proof files, written from docs/protocol/proofs.md and records.md with Go's own cryptography.

type proofFile struct {
	Format, Ref, Jws, Digest string
	Body, BodyKey            *string
	Index                    int64
	Proof                    []string
	Checkpoint, Directory    string
	Witnessed                *struct {
		Checkpoint  string
		Consistency []string
		Directories []string
	}
	Profiles                 []struct {
		Source       string
		Endorsements []string
	}
}

type profile struct {
	Alliance     string
	Number       int
	Previous     string
	Participants []struct {
		Code, RootKey, To string
		RootFrom          int
	}
}

type position struct{ Log, Index int64 }

type span struct {
	Kid  string
	From position
	To   *position
}

type directory struct {
	Alliance, Participant string
	Number                int
	Keys                  []struct {
		span
		Use, Alg, PublicKey, Realm, Authority string
	}
	Disowned []span
}

type envelope struct{ Ref, Alliance, Realm, Author, BodyHash string }

func checkProof(path, anchor string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	var file proofFile
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&file); err != nil {
		return "", err
	}
	if file.Format != "tamga-proof/1" || len(file.Profiles) == 0 || (file.Body == nil) != (file.BodyKey == nil) {
		return "", errors.New("not a proof file")
	}
	profiles, err := checkProfiles(file, anchor)
	if err != nil {
		return "", err
	}
	id := profiles[0].Alliance + "#" + anchor
	listed, err := openDirectory(file.Directory, profiles, id)
	if err != nil {
		return "", err
	}
	if err := checkRecord(file, listed, id); err != nil {
		return "", err
	}
	return file.Ref, checkLeaf(file, listed, id)
}

func checkProfiles(file proofFile, anchor string) ([]profile, error) {
	var chain []profile
	before := ""
	for i, document := range file.Profiles {
		var next profile
		if err := json.Unmarshal([]byte(document.Source), &next); err != nil {
			return nil, err
		}
		digest := digestOf(document.Source)
		if i == 0 && digest != anchor {
			return nil, errors.New("another anchor")
		}
		if next.Number != i+1 || next.Previous != before {
			return nil, errors.New("a profile that does not follow")
		}
		electors := next
		if i > 0 {
			electors = chain[i-1]
		}
		by := map[string]bool{}
		for _, jws := range document.Endorsements {
			for _, one := range electors.Participants {
				payload, err := openJws(jws, "tamga-endorsement+jws", one.Code, one.RootKey)
				said := fmt.Sprintf(`{"alliance":"%s","number":%d,"digest":"%s"}`, next.Alliance, next.Number, digest)
				if err == nil && string(payload) == said {
					by[one.Code] = one.To == "" || i == 0
				}
			}
		}
		count, all := 0, 0
		for _, one := range electors.Participants {
			if one.To == "" || i == 0 {
				all++
			}
			if by[one.Code] {
				count++
			}
		}
		if len(by) != len(document.Endorsements) || count*2 <= all {
			return nil, fmt.Errorf("profile %d is endorsed by %d of %d", next.Number, count, all)
		}
		chain = append(chain, next)
		before = digest
	}
	return chain, nil
}

func openDirectory(jws string, profiles []profile, id string) (*directory, error) {
	var claimed directory
	parts := strings.Split(jws, ".")
	if len(parts) != 3 {
		return nil, errors.New("not a compact JWS")
	}
	payload, err := decode(parts[1])
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(payload, &claimed); err != nil {
		return nil, err
	}
	root := ""
	for _, known := range profiles {
		for _, one := range known.Participants {
			if one.Code == claimed.Participant && one.RootFrom <= claimed.Number {
				root = one.RootKey
			}
		}
	}
	if _, err := openJws(jws, "tamga-directory+jws", claimed.Participant, root); err != nil {
		return nil, err
	}
	if claimed.Alliance != id {
		return nil, errors.New("a directory of another alliance")
	}
	return &claimed, nil
}

func checkRecord(file proofFile, listed *directory, id string) error {
	if digestOf(file.Jws) != file.Digest {
		return errors.New("another digest")
	}
	header, err := decode(strings.Split(file.Jws, ".")[0])
	if err != nil {
		return err
	}
	var named struct{ Kid string }
	if err := json.Unmarshal(header, &named); err != nil {
		return err
	}
	place := position{logNumber(file.Checkpoint), file.Index}
	for _, key := range listed.Keys {
		if key.Kid != named.Kid || key.Use != "record" || !key.span.holds(place) {
			continue
		}
		payload, err := openJws(file.Jws, "tamga+jws", listed.Participant, key.PublicKey)
		if err != nil {
			return err
		}
		var sealed envelope
		if err := json.Unmarshal(payload, &sealed); err != nil {
			return err
		}
		for _, one := range listed.Disowned {
			if one.Kid == key.Kid && one.holds(place) {
				return errors.New("disowned")
			}
		}
		isOurs := sealed.Alliance == id && sealed.Ref == file.Ref && sealed.Author == key.Authority
		if !isOurs || !strings.HasPrefix(sealed.Ref, listed.Participant+"/") || (sealed.Realm == "live") != (key.Realm == "live") {
			return errors.New("another record, author or realm")
		}
		return checkBody(file, sealed)
	}
	return errors.New("no such record key at this place of the log")
}

func checkBody(file proofFile, sealed envelope) error {
	if file.Body == nil {
		return nil
	}
	key, err := decode(*file.BodyKey)
	if err != nil || len(key) != 32 {
		return errors.New("not a body key")
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(*file.Body))
	if base64.RawURLEncoding.EncodeToString(mac.Sum(nil)) != sealed.BodyHash {
		return errors.New("another body")
	}
	return nil
}

func checkLeaf(file proofFile, listed *directory, id string) error {
	name := fmt.Sprintf("%s/%s/log/%d", id, listed.Participant, logNumber(file.Checkpoint))
	var verifiers []note.Verifier
	for _, key := range listed.Keys {
		raw, err := decode(key.PublicKey)
		if err != nil || key.Use != "log" {
			continue
		}
		vkey, err := note.NewEd25519VerifierKey(name, raw)
		if err != nil {
			return err
		}
		verifier, err := note.NewVerifier(vkey)
		if err != nil {
			return err
		}
		verifiers = append(verifiers, verifier)
	}
	opened, err := note.Open([]byte(file.Checkpoint), note.VerifierList(verifiers...))
	if err != nil {
		return err
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || lines[0] != name {
		return errors.New("not a checkpoint of this log")
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, text := range file.Proof {
		hash, err := tlog.ParseHash(text)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	leaf := sha256.Sum256([]byte(file.Jws))
	return tlog.CheckRecord(proof, size, root, file.Index, tlog.RecordHash(leaf[:]))
}

// openJws checks a compact JWS under a participant's key: the exact header, the key's name, the signature.
func openJws(jws, typ, participant, publicKey string) ([]byte, error) {
	parts := strings.Split(jws, ".")
	if len(parts) != 3 {
		return nil, errors.New("not a compact JWS")
	}
	header, err := decode(parts[0])
	if err != nil {
		return nil, err
	}
	var members map[string]string
	if err := json.Unmarshal(header, &members); err != nil {
		return nil, err
	}
	raw, err := decode(publicKey)
	if err != nil || len(raw) != ed25519.PublicKeySize {
		return nil, errors.New("not a key")
	}
	kid := participant + "/" + digestOf(string(raw))[:22]
	if len(members) != 3 || members["alg"] != "Ed25519" || members["typ"] != typ || members["kid"] != kid {
		return nil, errors.New("another header")
	}
	signature, err := decode(parts[2])
	if err != nil {
		return nil, err
	}
	if !ed25519.Verify(raw, []byte(parts[0]+"."+parts[1]), signature) {
		return nil, errors.New("the signature does not fit")
	}
	return decode(parts[1])
}

func (s span) holds(at position) bool { return !at.before(s.From) && (s.To == nil || !s.To.before(at)) }

func (p position) before(q position) bool {
	return p.Log < q.Log || p.Log == q.Log && p.Index < q.Index
}

func logNumber(checkpoint string) int64 {
	origin, _, _ := strings.Cut(checkpoint, "\n")
	number, _ := strconv.ParseInt(origin[strings.LastIndex(origin, "/")+1:], 10, 64)
	return number
}

func digestOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func decode(text string) ([]byte, error) { return base64.RawURLEncoding.Strict().DecodeString(text) }
