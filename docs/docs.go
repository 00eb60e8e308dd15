// Package docs holds the pages that the program prints as they stand. It must
// hold nothing else.
package docs

import _ "embed" // the pages are files

//go:embed order.md
var order string

// Order returns the page that says how services are ordered, in Markdown.
func Order() string { return order }
