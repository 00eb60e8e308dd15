// Package docs holds the pages that the program prints as they stand. It must
// hold nothing else.
package docs

import _ "embed" // the pages are files

var (
	//go:embed order.md
	order string
	//go:embed conversations.md
	conversations string
)

// Order returns the page that says how services are ordered, in Markdown.
func Order() string { return order }

// Conversations returns the page that says how conversations and personas are
// written, in Markdown.
func Conversations() string { return conversations }
