// Package trainer is what the finder shows besides while somebody is being
// trained: the strip with the keys that were pressed and larger hints, and the
// situation cards.
//
// It knows the cards that it is given and nothing of keys or services. It must
// not change the question or the shortlist itself.
package trainer
