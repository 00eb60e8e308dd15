// Package priority lets long work give way: an update of the library runs beside
// a finder in which somebody types, and must not keep it waiting for a processor.
//
// It knows nothing of the work, and nothing but its own process is changed.
package priority

// Lower makes this process give way to others from now on. There is no way back:
// it is for processes that do nothing else. Where the system refuses, which costs
// others a little time and nothing more, it returns why.
func Lower() error { return lower() }
