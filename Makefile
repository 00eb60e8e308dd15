# Two commands do everything on a machine with Go and git:
#   make demo    opens the finder on built-in, made-up services
#   make test    proves that it works

GO ?= go
BIN := bin/fettle
export CGO_ENABLED ?= $(shell command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1 && echo 1 || echo 0)

.PHONY: build demo test check cross dist dist-test licences need-report bench-places bench-sync bench bench-short bench-full bench-build clean

# What is handed out counts bits by an instruction that processors have since 2009.
build bench-build bench-short: export GOAMD64 ?= v2

build: ## the program, in bin/
	CGO_ENABLED=0 $(GO) build -trimpath -o $(BIN) ./cmd/fettle

demo: build ## the finder on made-up services
	$(BIN) demo

test: ## everything that proves the project; says what it has to skip
	@sh scripts/test.sh

check: ## format, vet, lint, tidy modules
	@sh scripts/check.sh

cross: ## vets the program and its tests for the other systems
	@for system in windows darwin linux; do echo "vet for $$system"; CGO_ENABLED=0 GOOS=$$system $(GO) vet ./... || exit 1; done

dist: ## archives for every system, with checksums, in dist/
	$(GO) run ./cmd/dist

dist-test: ## proves that two builds of one commit are the same bytes
	@sh scripts/dist_test.sh

licences: ## writes down the licences of everything inside, after go.mod has changed
	$(GO) run ./cmd/licences

need-report: ## how well the rules find needs, against labels made by reading
	$(GO) run ./cmd/needreport

bench-places: ## what finding places without a network costs, and how well it does
	$(GO) test -run '^$$' -bench Places -benchtime 1x ./internal/place/...

bench-sync: ## what a sync costs beside its bare requests
	$(GO) test -run '^$$' -bench Sync -benchtime 1x -timeout 30m ./cmd/fettle

bench: bench-build ## how fast everything is, beside others, written to docs/speed.md
	bin/bench -program $(CURDIR)/$(BIN) -compare $(CURDIR)/bin/compare -page docs/speed.md

bench-short: ## the short form of it: 20,000 services, alone, nothing written
	$(GO) run ./cmd/bench -sizes 20000

bench-full: bench-build ## the same with a million services, and the others at 200,000: it takes long
	bin/bench -sizes 20000,200000,1000000 -compared 200000 -program $(CURDIR)/$(BIN) -compare $(CURDIR)/bin/compare -page docs/speed.md

bench-build: build
	$(GO) build -o bin/bench ./cmd/bench
	cd cmd/bench/compare && $(GO) build -o ../../../bin/compare .

clean:
	rm -rf bin dist
