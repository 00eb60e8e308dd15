// Package tui is the finder: the screen on which a person asks, reads and marks
// services.
//
// Run opens it. What it needs from the rest of the program it states in Deps as
// functions and small interfaces, so that it knows no library, feed or file.
//
// How it is built, and what must stay so:
//
//   - One table (actions.go) has every key with its title, its hint and the
//     reason when it is off. The footer, the help and the list of keys in the
//     documentation are made from it; no other place reads a key, but text
//     fields, which get what is no action, and the folder firstrun, which is a
//     small program of its own before there is a finder.
//   - The root model routes messages by kind and knows no feature. An answer
//     from outside is a message that applies itself.
//   - A screen over the finder is a panel (panel.go): push opens it at its place,
//     Esc closes it, and peek reads one service above it. A new one has a folder
//     of its own, a place in action.go (in inPanels, with its name), and one file
//     here with its actions and commands.
//   - Screens and widgets have folders of their own and never read, write or
//     wait. Everything that does is a command. A screen knows another only where
//     it shows it: find its panes and rows, compare and mistake the facts of the
//     service, lists the shortlist.
//   - An answer carries the number of its request; a late one is dropped. The
//     shortlist is used by one command at a time, in the order of the keys.
//   - The window is divided by one pure function in the folder layout. Lines
//     are painted in the folder paint, which lets no control byte through.
package tui
