package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"runtime/debug"
	"time"

	"github.com/Masterminds/semver/v3"
	"github.com/nyaruka/gocommon/uuids"
	"github.com/nyaruka/goflow/flows/definition"
	"github.com/nyaruka/goflow/flows/definition/migrations"
)

const goflow = "github.com/nyaruka/goflow"

// validate reads the definition as a server does: migrated to the engine's newest spec, then checked.
func validate(request Request) (Answer, error) {
	_, err := definition.ReadFlow(request.Flow, nil)
	return Answer{}, err
}

// inspect says what the server keeps beside a definition: dependencies, results, issues. No assets are known here, so
// that no dependency is ever missing.
func inspect(request Request) (Answer, error) {
	flow, err := definition.ReadFlow(request.Flow, nil)
	if err != nil {
		return Answer{}, err
	}
	return Answer{Info: flow.Inspect(nil)}, nil
}

// migrate brings a definition to exactly the spec that was asked for, the same in every run. It validates nothing.
func migrate(request Request) (Answer, error) {
	to, err := semver.NewVersion(request.To)
	if err != nil {
		return Answer{}, fmt.Errorf("unable to migrate to spec version %q: %w", request.To, err)
	}
	uuids.SetGenerator(uuids.NewSeededGenerator(seed(request.Flow), time.Now))
	defer uuids.SetGenerator(uuids.DefaultGenerator)
	migrated, err := migrations.MigrateToVersion(request.Flow, to, migrations.DefaultConfig)
	if err != nil {
		return Answer{}, err
	}
	return Answer{Flow: migrated}, arrived(migrated, to)
}

// arrived says why a migration did not end at the spec that was asked for: migrations never go down, and the engine
// has none to a spec that is newer than itself.
func arrived(migrated []byte, to *semver.Version) error {
	header := migrations.Header13{}
	if err := json.Unmarshal(migrated, &header); err != nil {
		return err
	}
	if header.SpecVersion.Equal(to) {
		return nil
	}
	if header.SpecVersion.GreaterThan(to) {
		return fmt.Errorf("spec version %s is newer than %s, and no migration goes down", header.SpecVersion, to)
	}
	return fmt.Errorf("no migration leads to spec version %s, the nearest to %s (this engine's newest is %s)",
		to, header.SpecVersion, newestSpec())
}

// seed makes the UUIDs that a migration invents depend on the flow's own UUID alone, so that migrating twice gives
// the same flow. Before spec 13 that UUID was in the metadata.
func seed(flow []byte) int64 {
	var named struct {
		UUID     string `json:"uuid"`
		Metadata struct {
			UUID string `json:"uuid"`
		} `json:"metadata"`
	}
	_ = json.Unmarshal(flow, &named) // what cannot be read here is refused by the engine, which says why
	hash := fnv.New64a()
	hash.Write([]byte(named.UUID + named.Metadata.UUID))
	return int64(hash.Sum64())
}

func version(Request) (Answer, error) {
	return Answer{Goflow: goflowVersion(), Spec: newestSpec()}, nil
}

func newestSpec() string {
	return definition.CurrentSpecVersion.String()
}

// goflowVersion is what this program was built with: the require line of go.mod.
func goflowVersion() string {
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, module := range build.Deps {
			if module.Path == goflow {
				return module.Version
			}
		}
	}
	return "unknown"
}
