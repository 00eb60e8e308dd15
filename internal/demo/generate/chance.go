package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
)

// pick returns a number from 0 to n-1 that looks like chance and is always the same
// for the same words.
func pick(n int, words ...string) int {
	sum := sha256.Sum256([]byte(strings.Join(words, "\x00")))
	return int(binary.BigEndian.Uint32(sum[:4]) % uint32(n))
}

// share reports whether so many in a hundred would be chosen, and these words are.
func share(percent int, words ...string) bool { return pick(100, words...) < percent }

// oneOf returns the item of a list that the words choose.
func oneOf(list []string, words ...string) string { return list[pick(len(list), words...)] }

// uuid returns an identifier in the form of RFC 9562, version 8 (custom).
func uuid(words ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(words, "\x00")))
	sum[6] = sum[6]&0x0f | 0x80
	sum[8] = sum[8]&0x3f | 0x80
	return hyphened(sum[:16])
}

// looseUUID returns an identifier in the looks of a UUID whose version and variant are
// no standard's, as one widespread publisher's system makes them.
func looseUUID(words ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(words, "\x00")))
	sum[6], sum[8] = sum[6]|0xf0, sum[8]&0x7f
	return hyphened(sum[:16])
}

func hyphened(b []byte) string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
