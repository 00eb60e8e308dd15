package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fettle/internal/need"
	"fettle/internal/service"
	"fettle/internal/when"
)

func (a *app) showCommand() *cobra.Command {
	var raw bool
	c := &cobra.Command{
		Use:   "show ID",
		Short: "Show one service in full",
		Args:  cobra.ExactArgs(1),
		RunE:  func(cmd *cobra.Command, args []string) error { return a.show(cmd, args[0], raw) },
	}
	c.Flags().BoolVar(&raw, "raw", false, "print the publisher's own record as it was fetched")
	a.addJSON(c)
	return c
}

// showJSON is one service in full: the fields of a search result, the next
// five sessions, and everything the record holds.
type showJSON struct {
	serviceJSON
	NextSessions []nextJSON      `json:"next_sessions"`
	Record       service.Service `json:"record"`
}

type nextJSON struct {
	Start string  `json:"start"`
	End   *string `json:"end"`
	From  string  `json:"from"`
}

func (a *app) show(cmd *cobra.Command, id string, raw bool) (err error) {
	lib, clock, err := a.openLibrary(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	s, err := lib.Service(id)
	if err != nil {
		return err
	}
	switch {
	case raw && slices.ContainsFunc(s.Locations, func(l service.Location) bool { return l.Masked }):
		return fmt.Errorf("the publisher withholds where %s is, and its own record may say it all the same, so that is not printed: leave out --raw", cmp.Or(s.Name, s.ID))
	case raw:
		_, err = fmt.Fprintln(a.out, string(s.Raw))
		return err
	case a.json:
		return a.printJSON(showDocument(s, clock()))
	}
	return printService(a.out, s, clock())
}

func showDocument(s service.Service, now time.Time) showJSON {
	nearest := -1
	for i := range s.Locations {
		if s.Locations[i].Visited() {
			nearest = i
			break
		}
	}
	s.Locations = slices.Clone(s.Locations)
	for i := range s.Locations {
		s.Locations[i] = s.Locations[i].Told()
	}
	doc := showJSON{serviceJSON: serviceDocument(service.Hit{Service: &s, Nearest: nearest}), NextSessions: []nextJSON{}, Record: s}
	for _, o := range when.Next(s.Sessions, now, 5) {
		next := nextJSON{Start: o.Start.Format(time.RFC3339), From: "record"}
		if !o.End.IsZero() {
			end := o.End.Format(time.RFC3339)
			next.End = &end
		}
		if s.Sessions[o.Session].Origin == service.OriginDescription {
			next.From = "description"
		}
		doc.NextSessions = append(doc.NextSessions, next)
	}
	return doc
}

// printService prints one service for people, phones first.
func printService(w io.Writer, s service.Service, now time.Time) error {
	var b strings.Builder
	b.WriteString(cmp.Or(s.Name, "(no name)") + "\n")
	line := func(label, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%-14s %s\n", label, strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", 15)))
		}
	}
	line("By", s.Organisation.Name)
	line("Notice", s.Alert)
	if s.Status.Closed() {
		line("Status", string(s.Status))
	}
	for _, p := range s.Phones {
		line("Phone", strings.TrimSpace(p.Number+" "+p.Label))
	}
	line("E-mail", s.Email)
	line("Website", s.URL)
	for _, c := range s.Contacts {
		line("Contact", contactLine(c))
	}
	for _, session := range s.Sessions {
		line("When", when.Words(session))
	}
	for i, o := range when.Next(s.Sessions, now, 3) {
		if i == 0 {
			line("Next", strings.TrimPrefix(when.Status(s.Sessions, now), "next session "))
			continue
		}
		line("Next", when.WordsNext(o, now))
	}
	if len(s.Sessions) == 0 {
		line("When", "not stated")
	}
	for _, caution := range when.CautionsOf(&s) {
		line("Mind", caution)
	}
	for _, l := range s.Locations {
		line("Where", locationLine(l))
	}
	line("Who for", cmp.Or(ageWords(s.Ages()), "ages not stated"))
	line("", s.Eligibility)
	line("Cost", costWords(s.Cost))
	line("Getting in", accessWords(s))
	line("Needs", needWords(s.Found.Needs))
	line("Checked", cmp.Or(string(s.Assured.On), "not stated"))
	line("Source", s.Feed()+"  "+s.Source.URL)
	line("Id", s.ID)
	if s.Description != "" {
		b.WriteString("\n" + s.Description + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func contactLine(c service.Contact) string {
	parts := []string{c.Name, c.Title, c.Email}
	for _, p := range c.Phones {
		parts = append(parts, p.Number)
	}
	return joinStated(parts, ", ")
}

func locationLine(l service.Location) string {
	l = l.Told()
	if l.Masked {
		return joinStated([]string{l.Address.Town, l.Address.Postcode, "(the address is withheld)"}, ", ")
	}
	return joinStated([]string{l.Name, l.Address.Street, l.Address.Town, l.Address.Postcode}, ", ")
}

// ageWords says the ages in words; "" when not stated.
func ageWords(a service.Age) string {
	said := a.Phrase()
	switch {
	case said == "":
		return a.Words
	case a.Origin != "":
		return said + ", the " + string(a.Origin) + " says “" + a.Words + "”"
	case a.Recommended:
		return "recommended for " + said
	}
	return said
}

func costWords(c service.Cost) string {
	parts := []string{}
	if c.Free == service.Yes {
		parts = append(parts, "free")
	}
	for _, o := range c.Options {
		price := ""
		if o.Pounds != nil {
			price = service.Pounds(*o.Pounds)
		}
		parts = append(parts, strings.TrimSpace(joinStated([]string{o.Name, price, o.Per}, " ")))
	}
	return cmp.Or(joinStated(append(parts, c.Words), "; "), "not stated")
}

func accessWords(s service.Service) string {
	var ways []string
	for _, w := range s.Access {
		ways = append(ways, strings.ReplaceAll(string(w), "-", " "))
	}
	return cmp.Or(joinStated(append(ways, s.AccessNote), ", "), "not stated")
}

func needWords(found []service.NeedFound) string {
	var labels []string
	for _, n := range found {
		labels = append(labels, need.Label(n.ID))
	}
	return strings.Join(labels, ", ")
}

func joinStated(parts []string, between string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, between)
}
