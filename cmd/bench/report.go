package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// report returns everything that was measured as tables of a page.
func report(all []*measured, compared []string) string {
	t := &table{all: all}
	fmt.Fprintf(&t.text, "Measured on %s\n\n", machine())
	t.head("", "")
	t.questions()
	t.library()
	if slices.ContainsFunc(all, func(m *measured) bool { return len(m.painted) > 0 }) {
		t.program()
	}
	t.text.WriteString("\nQuestions of each kind, median and 99 in 100 in milliseconds:\n\n")
	t.head("kind, how many", " processor time |")
	for i, c := range all[0].classes {
		t.row(fmt.Sprintf("%s, %d", c.name, len(c.took)), nil, func(m *measured) string {
			return pair(m.classes[i].took) + " | " + pair(m.classes[i].worked)
		})
	}
	for _, other := range compared {
		t.text.WriteString("\n" + other)
	}
	return t.text.String()
}

// table is the tables being written, with a column for each size.
type table struct {
	all  []*measured
	text strings.Builder
}

// head begins a table; after stands behind the column of each size.
func (t *table) head(what, after string) {
	line := "| --- |"
	t.text.WriteString("| " + what + " |")
	for _, m := range t.all {
		t.text.WriteString(" " + thousands(m.services) + " services |" + after)
		line += strings.Repeat(" --- |", 1+strings.Count(after, "|"))
	}
	t.text.WriteString("\n" + line + "\n")
}

// row writes one row; bars are the aims for 20,000, 200,000 and a million
// services, "" for none.
func (t *table) row(what string, bars []string, cell func(m *measured) string) {
	t.text.WriteString("| " + what + " |")
	for _, m := range t.all {
		bar := ""
		if i := slices.Index([]int{20_000, 200_000, 1_000_000}, m.services); i >= 0 && i < len(bars) && bars[i] != "" {
			bar = " (aim " + bars[i] + ")"
		}
		t.text.WriteString(" " + cell(m) + bar + " |")
	}
	t.text.WriteByte('\n')
}

func (t *table) questions() {
	t.row("a question, median", []string{"0.3 ms", "1 ms", "5 ms"}, func(m *measured) string { return milliseconds(middle(m.all.took, 0.5)) })
	t.row("a question, 99 in 100", []string{"3 ms", "7 ms", "16 ms"}, func(m *measured) string { return milliseconds(middle(m.all.took, 0.99)) })
	t.row("processor time of a question, median", nil, func(m *measured) string { return milliseconds(middle(m.all.worked, 0.5)) })
	t.row("processor time of a question, 99 in 100", nil, func(m *measured) string { return milliseconds(middle(m.all.worked, 0.99)) })
}

func (t *table) library() {
	t.row("library opened", nil, func(m *measured) string { return milliseconds(m.open) })
	t.row("opened and the first question answered", []string{"5 ms", "15 ms", "60 ms"}, func(m *measured) string { return milliseconds(m.opened) })
	t.row("memory of its own after all questions", []string{"", "150 MB", ""}, func(m *measured) string { return fmt.Sprintf("%.0f MB", float64(m.own)/1e6) })
	t.row("built, services a second", []string{"4,000", "4,000", ""}, func(m *measured) string {
		if m.built.took == 0 {
			return "was there"
		}
		return thousands(int(float64(m.services) / m.built.took.Seconds()))
	})
	t.row("built, processor time of each service", nil, func(m *measured) string {
		if m.built.worked == 0 {
			return "not measured"
		}
		return milliseconds(m.built.worked / time.Duration(m.services))
	})
	t.row("built, the most memory taken, with mapped files", []string{"", "1,000 MB", "4,000 MB"}, func(m *measured) string {
		if m.built.memory == 0 {
			return "not measured"
		}
		return fmt.Sprintf("%.0f MB", float64(m.built.memory)/1e6)
	})
	t.row("one in a hundred changed", []string{"", "3,000 ms", ""}, func(m *measured) string {
		return milliseconds(m.changed.took) + ", of processor time " + milliseconds(m.changed.worked)
	})
	t.row("questions meanwhile, median, 99 in 100", nil, func(m *measured) string {
		return milliseconds(middle(m.changed.meanwhile, 0.5)) + ", " + milliseconds(middle(m.changed.meanwhile, 0.99))
	})
	times := func(of []float64) string { return fmt.Sprintf("%.2f, %.2f", middle(of, 0.5), middle(of, 0.99)) }
	t.row("each of them, times what it takes usually, median, 99 in 100", nil, func(m *measured) string { return times(m.changed.slowed) })
	t.row("the same right before, when nothing changes", nil, func(m *measured) string { return times(m.changed.alone) })
	t.row("so that 99 in 100 take so many times as long", []string{"", "2", ""}, func(m *measured) string {
		return fmt.Sprintf("%.2f", middle(m.changed.slowed, 0.99)/max(middle(m.changed.alone, 0.99), 1))
	})
	t.row("on disk", nil, func(m *measured) string { return megabytes(m.disk["all"]) })
	t.row("on disk, times the records, each compressed by itself", []string{"1.5", "1.5", "1.5"}, func(m *measured) string {
		return fmt.Sprintf("%.2f of %s", float64(m.disk["all"])/float64(max(m.single, 1)), megabytes(m.single))
	})
	t.row("on disk, times the records as the library has them", nil, func(m *measured) string {
		return fmt.Sprintf("%.2f of %s", float64(m.disk["all"])/float64(max(m.disk["records"], 1)), megabytes(m.disk["records"]))
	})
	t.row("of that: words, phrases, facts, rows, records", nil, func(m *measured) string {
		return strings.Join([]string{
			megabytes(m.disk["words"]), megabytes(m.disk["phrases"]), megabytes(m.disk["facts.dat"]), megabytes(m.disk["rows"]), megabytes(m.disk["records"]),
		}, ", ")
	})
}

// program writes what was measured in a terminal.
func (t *table) program() {
	t.row("start of the finder until results are on the screen, median of 20", []string{"", "70 ms"}, func(m *measured) string { return withWork(m.painted, m.paintedWork) })
	t.row("fettle search --json, median of 20", []string{"", "50 ms"}, func(m *measured) string { return withWork(m.searched, m.searchedWork) })
	of := func(m *measured, cell func() string) string {
		if len(m.keys) == 0 {
			return "not measured"
		}
		return cell()
	}
	keys := func(what, bar string, figure func(key) time.Duration) {
		t.row(what, []string{"", bar}, func(m *measured) string {
			return of(m, func() string {
				var all []time.Duration
				for _, k := range m.keys {
					all = append(all, figure(k))
				}
				return milliseconds(middle(all, 0.5)) + ", " + milliseconds(middle(all, 0.99))
			})
		})
	}
	keys("a key until bytes come, median, 99 in 100", "16 ms, 25 ms", func(k key) time.Duration { return k.first })
	keys("a key until all is on the screen", "", func(k key) time.Duration { return k.last })
	keys("processor time of a key", "any, 14 ms", func(k key) time.Duration { return k.worked })
	t.row("keys of which something came after the next one was pressed", nil, func(m *measured) string {
		return of(m, func() string { return fmt.Sprintf("%d of %d", m.lateKeys, pressings*len(m.keys)) })
	})
	t.row("bytes that a key writes", nil, func(m *measured) string {
		return of(m, func() string {
			var all []int
			for _, k := range m.keys {
				all = append(all, k.bytes)
			}
			return thousands(middle(all, 0.5)) + ", " + thousands(middle(all, 0.99))
		})
	})
}

func pair(all []time.Duration) string {
	return fmt.Sprintf("%.2f / %.2f", middle(all, 0.5).Seconds()*1000, middle(all, 0.99).Seconds()*1000)
}

func withWork(took, work []time.Duration) string {
	return milliseconds(middle(took, 0.5)) + ", of processor time " + milliseconds(middle(work, 0.5))
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000)
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

func thousands(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// machine says on what was measured, how busy it was, and with which versions.
func machine() string {
	said := fmt.Sprintf("%s/%s, %d processors", runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	if data, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if _, after, found := strings.Cut(string(data), "model name\t: "); found {
			name, _, _ := strings.Cut(after, "\n")
			said += " (" + name + ")"
		}
	}
	if data, err := os.ReadFile("/proc/loadavg"); err == nil {
		if load := strings.Fields(string(data)); len(load) > 0 {
			said += ", on which " + load[0] + " programs wanted to run at a time at the end"
		}
	}
	said += ", " + runtime.Version()
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, d := range info.Deps {
			if strings.HasSuffix(d.Path, "/bleve/v2") || strings.HasSuffix(d.Path, "/zapx/v17") {
				said += ", " + d.Path[strings.LastIndex(strings.TrimSuffix(strings.TrimSuffix(d.Path, "/v2"), "/v17"), "/")+1:] + " " + d.Version
			}
		}
	}
	return said + "."
}
