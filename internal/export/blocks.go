package export

import (
	"strings"

	"fettle/internal/service"
)

// BlockKind is what a block of a description is.
type BlockKind string

// The kinds of blocks.
const (
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading"
	Bullet    BlockKind = "bullet"
)

// Block is one paragraph, heading or item of a list of a description.
type Block struct {
	Kind BlockKind
	// Text is on one line.
	Text string
}

// own returns the provider's account in blocks, or none when the document has
// said all of it already.
func own(s *service.Service) []Block {
	all, left := blocks(s.Description), maxOwn
	for i := range all {
		length := len([]rune(all[i].Text))
		if length > left {
			all[i].Text = cut(all[i].Text, max(left, 1))
			all = all[:i+1]
			break
		}
		left -= length
	}
	// What was said above is not said again.
	summary := oneLine(s.Summary)
	if len(all) > 0 && (all[0].Text == summary || summary == "" && all[0].Kind == Paragraph && len([]rune(all[0].Text)) <= maxWhat) {
		all = all[1:]
	}
	return all
}

// blocks reads the plain form that descriptions have: paragraphs apart by a
// blank line, "- " before items of a list, "## " before headings.
func blocks(description string) []Block {
	var all []Block
	var paragraph []string
	end := func() {
		if text := oneLine(strings.Join(paragraph, " ")); text != "" {
			all = append(all, Block{Paragraph, text})
		}
		paragraph = nil
	}
	for line := range strings.SplitSeq(visible(description), "\n") {
		line = strings.TrimSpace(line)
		heading, isHeading := strings.CutPrefix(line, "## ")
		bullet, isBullet := strings.CutPrefix(line, "- ")
		switch {
		case line == "":
			end()
		case isHeading:
			end()
			all = append(all, Block{Heading, oneLine(heading)})
		case isBullet:
			end()
			all = append(all, Block{Bullet, oneLine(bullet)})
		default:
			paragraph = append(paragraph, line)
		}
	}
	end()
	return all
}
