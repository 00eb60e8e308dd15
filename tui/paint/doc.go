// Package paint turns words into lines of an exact number of terminal cells.
//
// It is where every text from outside is made safe for the last time before it
// is shown: whatever the caller hands over, a painted line holds no control
// byte but the colour sequences that this package wrote itself, and it is as
// wide as was asked for. It must not know services, screens or keys.
package paint
