package main

import (
	"fmt"
	"strconv"
)

func itoa(n int) string { return strconv.Itoa(n) }

// firstNames and surnames are put together to people who do not exist.
func firstNames() []string {
	return []string{
		"Marnie", "Gil", "Odette", "Bashir", "Tamsin", "Ferris", "Nasreen", "Corin", "Dilys", "Piotr",
		"Ruthanne", "Idris", "Safiya", "Merrick", "Jolanta", "Winsome", "Arlo", "Hafsa", "Linnet", "Desmond",
	}
}

func surnames() []string {
	return []string{
		"Tuckwell", "Brindlesea", "Oakapple", "Farrowdale", "Quillfeather", "Merribank", "Thistlethorn", "Hazelgrave",
		"Pendlewick", "Lampeter-Jones", "Saltmarshe-Bee", "Coppernick", "Wintersedge", "Larkspurling", "Fernyhalgh-Dow",
	}
}

// person returns a made-up name.
func person(words ...string) string {
	return oneOf(firstNames(), append(words, "first")...) + " " + oneOf(surnames(), append(words, "last")...)
}

// The three ranges that the regulator keeps for drama; nobody has these numbers.
const (
	landline = iota
	mobile
	freephone
)

// phone returns a number of one of the ranges. The writer chooses among the ways in
// which people write numbers, the other words choose the number.
func phone(kind int, writer string, words ...string) string {
	last := 100 + pick(900, append(words, "number")...)
	style := pick(4, writer, "style")
	switch kind {
	case mobile:
		return fmt.Sprintf([]string{"07700 900%03d", "07700900%03d", "07700 900 %03d", "+44 7700 900%03d"}[style], last)
	case freephone:
		return fmt.Sprintf([]string{"0808 157 0%03d", "08081570%03d", "0808 1570%03d", "0808 157 0%03d"}[style], last)
	default:
		return fmt.Sprintf([]string{"01632 960%03d", "(01632) 960%03d", "01632 960 %03d", "+44 1632 960%03d"}[style], last)
	}
}

// titles are what contacts do.
func titles() []string {
	return []string{"Coordinator", "Manager", "Group leader", "Volunteer organiser", "Reception", "Family worker", "Secretary", "Project worker"}
}
