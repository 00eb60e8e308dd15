package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"

	_ "modernc.org/sqlite" // the database, in Go

	"fettle/internal/service"
)

// sqlite answers with FTS5 and a table of options, as plainly as somebody who
// knows SQLite would write it: covering tables without row ids, statistics, a
// large cache.
type sqlite struct {
	db      *sql.DB
	numbers map[string]int
	keys    map[int]string
	stem    func(string) string
}

const sqliteTables = `
CREATE TABLE service(doc INTEGER PRIMARY KEY, name TEXT, low REAL, high REAL, json TEXT);
CREATE TABLE point(doc INTEGER, lat REAL, lon REAL);
CREATE TABLE option(number INTEGER PRIMARY KEY, pane TEXT, key TEXT);
CREATE TABLE docsof(option INTEGER, doc INTEGER, PRIMARY KEY(option, doc)) WITHOUT ROWID;
CREATE TABLE has(doc INTEGER, option INTEGER, PRIMARY KEY(doc, option)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(names, stems, content='', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3');`

const sqliteIndexes = `
CREATE INDEX service_name ON service(name);
CREATE INDEX service_age ON service(low, high);
CREATE INDEX point_lat ON point(lat, lon, doc);
INSERT INTO words(words) VALUES('optimize');
ANALYZE;`

func openSQLite(ctx context.Context, path string, n int, services func(i int) flat, stem func(string) string) (*sqlite, error) {
	_, statErr := os.Stat(path)
	db, err := sql.Open("sqlite", path+"?_pragma=journal_mode(off)&_pragma=synchronous(off)&_pragma=cache_size(-262144)&_pragma=mmap_size(4000000000)&_pragma=temp_store(memory)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	s := &sqlite{db: db, numbers: map[string]int{}, keys: map[int]string{}, stem: stem}
	if statErr != nil {
		if err := s.build(ctx, n, services); err != nil {
			return nil, errors.Join(err, db.Close(), os.Remove(path))
		}
	}
	rows, err := db.QueryContext(ctx, "SELECT number, key FROM option")
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	for rows.Next() {
		var number int
		var key string
		if err := rows.Scan(&number, &key); err != nil {
			return nil, errors.Join(err, db.Close())
		}
		s.numbers[key], s.keys[number] = number, key
	}
	return s, errors.Join(rows.Err(), rows.Close())
}

func (s *sqlite) build(ctx context.Context, n int, services func(i int) flat) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	if _, err := tx.ExecContext(ctx, sqliteTables); err != nil {
		return err
	}
	put := map[string]*sql.Stmt{}
	for name, text := range map[string]string{
		"service": "INSERT INTO service VALUES(?,?,?,?,?)", "point": "INSERT INTO point VALUES(?,?,?)", "option": "INSERT INTO option VALUES(?,?,?)",
		"docsof": "INSERT INTO docsof VALUES(?,?)", "has": "INSERT INTO has VALUES(?,?)", "words": "INSERT INTO words(rowid, names, stems) VALUES(?,?,?)",
	} {
		if put[name], err = tx.PrepareContext(ctx, text); err != nil {
			return err
		}
	}
	do := func(name string, values ...any) {
		if err == nil {
			_, err = put[name].ExecContext(ctx, values...)
		}
	}
	for doc := range n {
		f := services(doc)
		var low, high any
		if f.stated {
			low, high = f.low, f.high
		}
		do("service", doc, f.name, low, high, string(f.json))
		do("words", doc, f.names, f.stems)
		for _, p := range f.points {
			do("point", doc, p.Lat, p.Lon)
		}
		for _, o := range f.options {
			number, ok := s.numbers[o.key()]
			if !ok {
				number = len(s.numbers) + 1
				s.numbers[o.key()] = number
				do("option", number, o.pane, o.key())
			}
			do("docsof", number, doc)
			do("has", doc, number)
		}
		if err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, sqliteIndexes); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *sqlite) name() string          { return "SQLite FTS5 (modernc.org/sqlite)" }
func (s *sqlite) answers(question) bool { return true }
func (s *sqlite) close() error          { return s.db.Close() }

// match returns the words of a question as FTS5 wants them, "" for none.
func (s *sqlite) match(q question) string {
	if q.beginning != "" {
		text := fmt.Sprintf(`names : "%s" *`, q.beginning)
		if stem := s.stem(q.beginning); stem != "" {
			text += fmt.Sprintf(` OR stems : "%s"`, stem)
		}
		return text
	}
	var all []string
	for _, w := range q.words {
		all = append(all, fmt.Sprintf(`stems : "%s"`, s.stem(w)))
	}
	return strings.Join(all, " AND ")
}

// hits returns the statement that finds the documents, without one pane.
func (s *sqlite) hits(q question, except string) (text string, values []any) {
	text = "SELECT doc FROM service WHERE 1"
	if m := s.match(q); m != "" {
		text += " AND doc IN (SELECT rowid FROM words WHERE words MATCH ?)"
		values = append(values, m)
	}
	for _, o := range q.options {
		if o.pane != except {
			text += " AND doc IN (SELECT doc FROM docsof WHERE option = ?)"
			values = append(values, s.numbers[o.key()])
		}
	}
	if q.age != nil && except != "age" {
		text += " AND low <= ? AND high >= ?"
		values = append(values, *q.age, *q.age)
	}
	return text, values
}

// find fills a table with the documents found, without one pane.
func (s *sqlite) find(ctx context.Context, q question, table, except string) error {
	if _, err := s.db.ExecContext(ctx, "DROP TABLE IF EXISTS temp."+table+"; CREATE TEMP TABLE "+table+"(doc INTEGER PRIMARY KEY)"); err != nil {
		return err
	}
	text, values := s.hits(q, except)
	if q.near != nil {
		near, err := s.near(ctx, q.near.Point, 3)
		if err != nil {
			return err
		}
		text += " AND doc IN (" + near + ")"
	}
	_, err := s.db.ExecContext(ctx, "INSERT INTO "+table+" "+text, values...)
	return err
}

// near returns the documents with a point within so many miles, by commas.
func (s *sqlite) near(ctx context.Context, from service.Point, miles float64) (string, error) {
	lat := miles / 69
	lon := lat / math.Cos((math.Abs(from.Lat)+lat)*math.Pi/180)
	rows, err := s.db.QueryContext(ctx, "SELECT doc, lat, lon FROM point WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?",
		from.Lat-lat, from.Lat+lat, from.Lon-lon, from.Lon+lon)
	if err != nil {
		return "", err
	}
	var docs []string
	for rows.Next() {
		var doc int
		var p service.Point
		if err := rows.Scan(&doc, &p.Lat, &p.Lon); err != nil {
			return "", errors.Join(err, rows.Close())
		}
		if from.Miles(p) <= miles {
			docs = append(docs, fmt.Sprint(doc))
		}
	}
	return strings.Join(docs, ","), errors.Join(rows.Err(), rows.Close())
}

func (s *sqlite) ask(ctx context.Context, q question) (answer, error) {
	var out answer
	if err := s.find(ctx, q, "hits", ""); err != nil {
		return out, err
	}
	if err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM hits").Scan(&out.total); err != nil {
		return out, err
	}
	whole, err := s.count(ctx, "hits", "")
	if err != nil {
		return out, err
	}
	own := map[string]bool{}
	for _, o := range q.options {
		own[o.pane] = true
	}
	if q.age != nil {
		own["age"] = true
	}
	var wider []counted
	for pane := range own { // a pane counts what there is without its own choice
		if err := s.find(ctx, q, "wider", pane); err != nil {
			return out, err
		}
		more, err := s.count(ctx, "wider", pane)
		if err != nil {
			return out, err
		}
		wider = append(wider, more...)
	}
	out.counts = func() map[string]int { return s.byKey(whole, wider, own) }
	return out, s.read(ctx, q, &out)
}

// counted is an option by its number, and how many documents have it.
type counted struct{ option, count int }

// byKey returns counts by the keys of the options: those of panes with a choice
// of their own from wider.
func (s *sqlite) byKey(whole, wider []counted, own map[string]bool) map[string]int {
	counts := map[string]int{}
	for _, c := range whole {
		if pane, _, _ := strings.Cut(s.keys[c.option], "/"); !own[pane] {
			counts[s.keys[c.option]] = c.count
		}
	}
	for _, c := range wider {
		counts[s.keys[c.option]] = c.count
	}
	return counts
}

func (s *sqlite) count(ctx context.Context, table, pane string) (out []counted, err error) {
	text := "SELECT has.option, count(*) FROM " + table + " CROSS JOIN has ON has.doc = " + table + ".doc"
	if pane != "" {
		text += " JOIN option ON option.number = has.option WHERE option.pane = '" + pane + "'"
	}
	rows, err := s.db.QueryContext(ctx, text+" GROUP BY has.option")
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var c counted
		if err := rows.Scan(&c.option, &c.count); err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		out = append(out, c)
	}
	return out, errors.Join(rows.Err(), rows.Close())
}

// read reads the first fifty records in order.
func (s *sqlite) read(ctx context.Context, q question, into *answer) error {
	text, values := "SELECT service.json FROM service JOIN hits USING (doc) ORDER BY service.name LIMIT 50", []any(nil)
	if m := s.match(q); m != "" {
		text = "SELECT json FROM service JOIN (SELECT rowid AS doc, rank FROM words WHERE words MATCH ? AND +rowid IN (SELECT doc FROM hits) ORDER BY rank LIMIT 50) USING (doc)"
		values = []any{m}
	}
	rows, err := s.db.QueryContext(ctx, text, values...)
	if err != nil {
		return err
	}
	for rows.Next() {
		var data string
		if err := rows.Scan(&data); err != nil {
			return errors.Join(err, rows.Close())
		}
		into.rows++
	}
	return errors.Join(rows.Err(), rows.Close())
}
