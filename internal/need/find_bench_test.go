package need

import (
	"strings"
	"testing"

	"fettle/internal/service"
)

// kilobyte is a record with a description of about a kilobyte.
func kilobyte() *service.Service {
	const text = "We are a friendly group for people over 55 who live in the town and the villages around it. " +
		"Come along on Tuesday mornings for coffee, a chat and gentle exercise with our trained instructor. " +
		"There is a quiz once a month and a trip to the theatre or a garden in the summer. "
	return &service.Service{
		ID: "bench/1", Name: "Tuesday Club", Description: strings.Repeat(text, 4)[:1000],
		Organisation: service.Organisation{Name: "Anytown Community Association"},
	}
}

func BenchmarkFind(b *testing.B) {
	r, err := Default()
	if err != nil {
		b.Fatal(err)
	}
	s := kilobyte()
	b.ReportAllocs()
	for b.Loop() {
		r.Find(s)
	}
}

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		if _, err := Default(); err != nil {
			b.Fatal(err)
		}
	}
}
