// Package widget holds the small parts that screens are made of: a text field
// and a picker of rows.
//
// A widget knows keys, cells and numbers. It must not know services, screens
// or where anything comes from.
package widget
