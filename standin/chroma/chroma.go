// Package chroma has the names by which Glamour says in which colours source
// code is to be shown. It must not colour anything: code is shown as it is.
package chroma

// TokenType is a kind of word in source code.
type TokenType int

// The kinds of word that Glamour gives a colour.
const (
	Background TokenType = iota
	Text
	Error
	Comment
	CommentPreproc
	Keyword
	KeywordReserved
	KeywordNamespace
	KeywordType
	Operator
	Punctuation
	Name
	NameBuiltin
	NameTag
	NameAttribute
	NameClass
	NameConstant
	NameDecorator
	NameException
	NameFunction
	NameOther
	Literal
	LiteralNumber
	LiteralDate
	LiteralString
	LiteralStringEscape
	GenericDeleted
	GenericEmph
	GenericInserted
	GenericStrong
	GenericSubheading
)

// StyleEntries are the colours of kinds of word.
type StyleEntries map[TokenType]string

// Style is a set of colours, of which only the name is kept.
type Style struct{ Name string }

// MustNewStyle returns a style of that name, without its colours.
func MustNewStyle(name string, _ StyleEntries) *Style { return &Style{Name: name} }
