// Reads a log with Go's own implementation of notes and Merkle trees, so that ours is not its own judge.
//
//	go run . -log <folder or http address> -vkey <verifier key> [-old <file with an earlier checkpoint>]
//	go run . -proof <proof file> -anchor <digest>
//
// Prints one JSON line and ends with 0 when everything agrees, otherwise with 1 and {"error": …}.
package main

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type checkpoint struct {
	origin     string
	tree       tlog.Tree
	extensions []string
}

type report struct {
	Origin      string   `json:"origin"`
	Size        int64    `json:"size"`
	Root        string   `json:"root"`
	Extensions  []string `json:"extensions"`
	Entries     int      `json:"entries"`
	Consistency *int64   `json:"consistency,omitempty"`
}

func main() {
	log := flag.String("log", "", "folder or http address of the log")
	vkey := flag.String("vkey", "", "verifier key of the log")
	old := flag.String("old", "", "file with an earlier checkpoint")
	proof := flag.String("proof", "", "a proof file; checked with -anchor alone")
	anchor := flag.String("anchor", "", "digest of the first profile")
	flag.Parse()
	if *proof != "" {
		ref, err := checkProof(*proof, *anchor)
		if err != nil {
			json.NewEncoder(os.Stdout).Encode(map[string]string{"error": err.Error()})
			os.Exit(1)
		}
		json.NewEncoder(os.Stdout).Encode(map[string]string{"proved": ref})
		return
	}
	result, err := readLog(*log, *vkey, *old)
	if err != nil {
		json.NewEncoder(os.Stdout).Encode(map[string]string{"error": err.Error()})
		os.Exit(1)
	}
	json.NewEncoder(os.Stdout).Encode(result)
}

func readLog(log, vkey, oldFile string) (*report, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, err
	}
	text, err := fetch(log, "checkpoint")
	if err != nil {
		return nil, err
	}
	now, err := openCheckpoint(text, verifier)
	if err != nil {
		return nil, err
	}
	reader := tlog.TileHashReader(now.tree, tiles{log})
	count, err := checkEntries(log, now.tree, reader)
	if err != nil {
		return nil, err
	}
	result := &report{now.origin, now.tree.N, now.tree.Hash.String(), now.extensions, count, nil}
	if oldFile == "" {
		return result, nil
	}
	text, err = os.ReadFile(oldFile)
	if err != nil {
		return nil, err
	}
	old, err := openCheckpoint(text, verifier)
	if err != nil {
		return nil, err
	}
	proof, err := tlog.ProveTree(now.tree.N, old.tree.N, reader)
	if err != nil {
		return nil, err
	}
	result.Consistency = &old.tree.N
	return result, tlog.CheckTree(proof, now.tree.N, now.tree.Hash, old.tree.N, old.tree.Hash)
}

func openCheckpoint(text []byte, verifier note.Verifier) (*checkpoint, error) {
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(opened.Text, "\n"), "\n")
	if len(lines) < 3 {
		return nil, errors.New("not a checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return nil, err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return nil, err
	}
	return &checkpoint{lines[0], tlog.Tree{N: size, Hash: root}, lines[3:]}, nil
}

// checkEntries reads every entry from its bundle and proves that it is in the tree.
func checkEntries(log string, tree tlog.Tree, reader tlog.HashReader) (int, error) {
	count := 0
	for first := int64(0); first < tree.N; first += 256 {
		bundle, err := readBundle(log, first, tree.N)
		if err != nil {
			return count, err
		}
		for i, entry := range bundle {
			index := first + int64(i)
			proof, err := tlog.ProveRecord(tree.N, index, reader)
			if err != nil {
				return count, err
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
				return count, fmt.Errorf("entry %d: %w", index, err)
			}
			count++
		}
	}
	return count, nil
}

func readBundle(log string, first, size int64) ([][]byte, error) {
	width := size - first
	if width > 256 {
		width = 256
	}
	// tlog knows the layout of data tiles as level -1 of height 8; tlog-tiles calls it "entries" and leaves out the height.
	path := tlog.Tile{H: 8, L: -1, N: first / 256, W: int(width)}.Path()
	data, err := fetch(log, strings.Replace(path, "tile/8/data/", "tile/entries/", 1))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, errors.New("entry bundle ends inside an entry")
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if int64(len(entries)) != width {
		return nil, fmt.Errorf("%d entries in a bundle of %d", len(entries), width)
	}
	return entries, nil
}

// tiles serves tlog.TileHashReader, which checks each tile against the tree before it uses it.
type tiles struct{ log string }

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(list []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range list {
		data, err := fetch(t.log, strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func fetch(log, path string) ([]byte, error) {
	if !strings.HasPrefix(log, "http://") && !strings.HasPrefix(log, "https://") {
		return os.ReadFile(filepath.Join(log, filepath.FromSlash(path)))
	}
	response, err := http.Get(strings.TrimSuffix(log, "/") + "/" + path)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, response.Status)
	}
	return io.ReadAll(response.Body)
}
