// Package plain is the finder as numbered questions and answers, line by line,
// for screen readers, braille displays and old consoles.
//
// Run opens it, First asks what is asked at the first start. All that the screen
// can do can be done here: a command stands for each action of the finder's
// table, with the same title and, where that is a letter, the same letter; a test
// holds the two together.
//
// How it speaks, and what must stay so:
//
//   - An answer is written whole, at once, and ends in a prompt that says in few
//     words where one is. Nothing is ever painted over, moved or coloured: no
//     byte but text and line ends leaves the package.
//   - What matters comes first, and a list comes five at a time. A number chooses
//     from the list said last; a word or a letter is a command; anything else is
//     a search. What can be typed is said the first time, and again at ?.
//   - Nothing is asked before it is done: u takes back the last change.
//   - The end of the input leaves, as q does; the shortlist is on disk by then.
//
// The package must not find, order or keep anything itself: it asks the same
// functions as the screen.
package plain
