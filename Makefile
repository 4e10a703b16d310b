# Every target is a program of this repository, run by the Node that package.json pins. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
NODE := node_modules/.bin/node
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
# each worker and program of a run reads the same libraries: compiled once, a third of their start is saved
export NODE_COMPILE_CACHE := $(CURDIR)/node_modules/.cache/node

targets := verify merge watch test doctor kind-up istio-sidecar mtls-strict kiali kind-down list document claim errata report verify-pack diff matrix pdf oscal-check mutants bench walkthrough rehearse gate fidelity faults radar check unit meta hostile browser ledger schemas prune clean-run snapshot snapshot-diff audit-writes cache-key cache-pack cache-restore
.PHONY: help variables $(targets)

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'
	@awk -f cluster/variables/help.awk cluster/variables/table.ts cluster/variables/of*.ts

node_modules/.package-lock.json: package.json package-lock.json
	@command -v npm >/dev/null || { echo 'npm is missing: install Node.js 20 or newer (Debian: apt-get install nodejs npm)'; exit 3; }
	@echo 'installing dependencies (npm ci)'; npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# whatever the target, a wrong variable ends it before its first step
$(targets): variables
variables: node_modules/.package-lock.json
	@$(NODE) cluster/variables/cli.ts $(filter $(targets),$(MAKECMDGOALS))

verify: ## doctor, cluster, every claim, report; CLAIMS=<glob,…> SET=quick DOC=<file> KEEP=1 AS_IS=1 STRICT=1 RESUME=<run>
	@$(NODE) helpers/run/verify.ts

merge: ## makes one pack of a run that several machines made in parts (PACKS=<folder>)
	@$(NODE) helpers/run/merge.ts

watch: ## runs claims, and a spec's claims again when it is saved; CLAIMS=<glob,…> SET=quick DOC=<file> AS_IS=1 STRICT=1
	@$(NODE) helpers/run/watch.ts

test: check unit meta hostile browser verify ## everything that shows that the suite works, then the live claims

check: ## types, lint, format, and that imports only look down; of CONTENT=<folder> its specs and ledgers
	@$(if $(and $(CONTENT),$(filter check,$(MAKECMDGOALS))),$(NODE) helpers/authoring/check.ts,tsc && tsc -p specs && tsc -p docs/example/specs && eslint . && depcruise --config .dependency-cruiser.mjs cluster helpers reports specs && prettier --check --log-level warn .)

unit meta hostile browser: ## unit tests; ledger, specs and documents; generated hostile input; the report in a browser
	@rm -rf reports/out/suite/$@; SUITE=$@ vitest run --project $@

doctor: ## what this machine has and lacks, and which provider would be chosen
	@$(NODE) cluster/cli.ts doctor

kind-up: ## the cluster, as module 1 names it
	@$(NODE) cluster/cli.ts up
istio-sidecar mtls-strict kiali: ## what the documents' targets of these names make
	@$(NODE) cluster/cli.ts $@
kind-down: ## removes the cluster and all that came with it
	@$(NODE) cluster/cli.ts down

list: ## every claim: id, line, expected verdict, spec
	@$(NODE) helpers/ledger/cli.ts list
document: ## starts a document's ledger with a proposal for each sentence and command (FILE=<path> PREFIX=<prefix> ACCEPT=ask|all)
	@$(NODE) helpers/authoring/document.ts
claim: ## writes a ledger row and a spec for a quote, or for a proposal by its id (ID=<id> QUOTE=<text> SPEC=<path> WORLD=<name>)
	@$(NODE) helpers/authoring/claim.ts
errata: ## writes each document corrected, a patch for git apply, and a suggestion for each place (DOC=<file> OUT=<folder> PACK=<folder>)
	@$(NODE) helpers/errata/cli.ts
ledger: ## takes the documents over as they stand, one question at a time (ACCEPT=all CLAIMS=<ids>)
	@$(NODE) helpers/ledger/cli.ts accept $(if $(filter all,$(ACCEPT)),--all) $(if $(CLAIMS),--claims "$$CLAIMS")
schemas: ## writes the JSON Schemas of the YAML files, for editors
	@$(NODE) helpers/authoring/schemas.ts

report: ## renders the latest pack again (PACK=<folder>)
	@$(NODE) reports/cli.ts render $(PACK)
verify-pack: ## checks a pack's hashes, signatures and counts (PACK=<folder> KEY=<fingerprint>)
	@$(NODE) reports/cli.ts verify-pack $(or $(PACK),reports/out/latest) $(if $(KEY),--key $(KEY))
diff: ## compares two runs, claim by claim (A=<run> B=<run>)
	@$(NODE) reports/cli.ts diff $(A) $(B)
matrix: ## runs claims on several versions, and shows claims by version on one page (ISTIO=<v,…> KUBERNETES=<v,…> CELL=2/4 PACKS=<folder>)
	@$(NODE) helpers/matrix/cli.ts
pdf: ## prints the report, with contents and page numbers (PACK=<folder>)
	@$(NODE) reports/cli.ts pdf $(PACK)
oscal-check: ## reads a pack's OSCAL documents with compliance-trestle from PyPI (PACK=<folder>)
	@$(NODE) reports/formats/oscal/check.ts $(PACK)

mutants: ## runs claims in deliberately broken worlds: each must change the verdicts it should
	@$(NODE) helpers/mutants/mutants.ts
bench: ## bring-up, seconds a claim, waiting and overhead
	@$(NODE) helpers/run/bench.ts
walkthrough: ## types a document's commands into a terminal as a reader would (DOC=<document> AS=written|corrected)
	@$(NODE) helpers/walkthrough/cli.ts
rehearse: ## runs claims on the path of published images, from a registry on this machine that has ours under their names (CLAIMS=<glob,…> SET=quick DOC=<file>)
	@$(NODE) cluster/providers/rehearsal/cli.ts
gate: ## says whether a change of documents may land, and runs only what it touches (SINCE=<git ref> CONTENT=<folder> DRY_RUN=1)
	@$(NODE) helpers/gate/cli.ts
fidelity: ## asks Gateway API's and Kubernetes' own suites what our cluster is worth (KEEP=1 PROVIDER=embedded)
	@$(NODE) helpers/fidelity/cli.ts
faults: ## breaks things under runs of the suite, and says whether it was honest (N=<n> SEED=<seed> FAULTS=<name,…> KEEP=1)
	@$(NODE) helpers/faults/cli.ts
radar: ## says which claims a new Istio may touch, by its release notes (FROM=<release> TO=<release> PACKS=<pack>,<pack>)
	@$(NODE) helpers/radar/cli.ts
prune: ## removes clusters that a crash left behind (NAME=<cluster>)
	@$(NODE) cluster/cli.ts prune $(NAME)
clean-run: ## removes what a run left in a cluster, also one whose checkout is gone (RUN=<name or key>)
	@$(NODE) cluster/cli.ts clean-run
snapshot: ## hashes every object of a cluster, to show that nothing of others was touched (OUT=<file>)
	@$(NODE) cluster/cli.ts snapshot
snapshot-diff: ## what differs between two snapshots (A=<file> B=<file>)
	@$(NODE) cluster/cli.ts snapshot-diff
audit-writes: ## what the suite's accounts wrote outside of lanes, by an audit log of the API server (FILE=<file>)
	@$(NODE) cluster/cli.ts audit-writes

cache-key: ## the key of the embedded build that this checkout needs, for a CI system's cache
	@$(NODE) cluster/providers/embedded/build/portable/cli.ts key
cache-pack: ## packs the embedded build for other machines: no logs, clusters or keys (FILE=<file>)
	@$(NODE) cluster/providers/embedded/build/portable/cli.ts pack
cache-restore: ## takes over from a packed build what this checkout needs and has not yet (FILE=<file>)
	@$(NODE) cluster/providers/embedded/build/portable/cli.ts restore
