package index

import "slices"

// texts is a list of texts in one block of bytes.
type texts struct {
	starts []uint32 // one more than there are texts; nil is none
	data   []byte
}

func (t *texts) add(text string) {
	if t.starts == nil {
		t.starts = []uint32{0}
	}
	t.data = append(t.data, text...)
	t.starts = append(t.starts, uint32(len(t.data)))
}

func (t *texts) len() int { return max(0, len(t.starts)-1) }

// at returns a text; a copy, that outlives the library.
func (t *texts) at(i int) string { return string(t.bytes(i)) }

func (t *texts) bytes(i int) []byte { return t.data[t.starts[i]:t.starts[i+1]] }

// all returns all texts.
func (t *texts) all() []string {
	out := make([]string, t.len())
	for i := range out {
		out[i] = t.at(i)
	}
	return out
}

// sound reports whether no text reaches outside of the block.
func (t *texts) sound() bool {
	if t.starts == nil {
		return len(t.data) == 0
	}
	return t.starts[0] == 0 && slices.IsSorted(t.starts) && int(t.starts[len(t.starts)-1]) == len(t.data)
}
