package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const flow = `{"uuid": "8ca44c09-791d-453a-9799-a70dd3303306", "name": "Visit", "spec_version": %q, "language": "eng",
	"type": "messaging", "nodes": %s}`

const nobody = `[]`
const asks = `[{"uuid": "a58be63b-907d-4a1a-856b-0bb5579d7507", "actions": [
	{"uuid": "06153fbd-3e2c-413a-b0df-ed15d631835a", "type": "send_msg", "text": "Hi @globals.clinic",
	 "templating": {"template": {"uuid": "5722e1fd-fe32-4e74-ac78-3cf41a6adb7e", "name": "visit"}, "variables": ["@contact"]}},
	{"uuid": "1a8e2d4c-3f5b-4c6d-8e9f-0a1b2c3d4e5f", "type": "set_run_result", "name": "Coming", "value": "yes"}],
	"exits": [{"uuid": "37d8813f-1402-4ad2-9cc2-e9054a96525b"}]}]`
const crashes = `[{"uuid": "a58be63b-907d-4a1a-856b-0bb5579d7507", "router": {"type": "switch", "operand": "@input",
	"cases": [null], "categories": [{"uuid": "06153fbd-3e2c-413a-b0df-ed15d631835a", "name": "All",
	"exit_uuid": "37d8813f-1402-4ad2-9cc2-e9054a96525b"}]}, "exits": [{"uuid": "37d8813f-1402-4ad2-9cc2-e9054a96525b"}]}]`

func ask(do, spec, nodes, more string) string {
	definition := strings.Join(strings.Fields(fmt.Sprintf(flow, spec, nodes)), " ")
	return fmt.Sprintf(`{"id": 7, "do": %q, "flow": %s%s}`, do, definition, more)
}

// told gives the requests to one run of the program and reads its answers, one a line.
func told(t *testing.T, requests ...string) []Answer {
	t.Helper()
	var output bytes.Buffer
	if err := serve(strings.NewReader(strings.Join(requests, "\n")), &output); err != nil {
		t.Fatal(err)
	}
	answers := []Answer{}
	for _, line := range strings.Split(strings.TrimSpace(output.String()), "\n") {
		var answer Answer
		if err := json.Unmarshal([]byte(line), &answer); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		answers = append(answers, answer)
	}
	if len(answers) != len(requests) {
		t.Fatalf("%d answers to %d requests", len(answers), len(requests))
	}
	return answers
}

func TestEveryRequestIsAnsweredWithItsOwnID(t *testing.T) {
	answers := told(t, `{"id": 1, "do": "version"}`, `{"id": "b", "do": "version"}`, `{"do": "version"}`)
	for i, id := range []string{`1`, `"b"`, `null`} {
		if string(answers[i].ID) != id && !(id == `null` && len(answers[i].ID) == 0) {
			t.Errorf("answer %d has the id %s", i, answers[i].ID)
		}
	}
	if !answers[0].OK || answers[0].Spec == "" || answers[0].Goflow == "" {
		t.Errorf("no version: %+v", answers[0])
	}
}

func TestWhatTheEngineRefusesIsAnsweredInItsOwnWords(t *testing.T) {
	answers := told(t,
		ask("validate", "14.4.1", nobody, ""),
		ask("validate", "13.1.0", asks, ""),
		ask("validate", "99.0.0", nobody, ""),
		`{"id": 7, "do": "validate"}`)
	for i, error := range []string{"", "", "spec version 99.0.0 is newer than this library", "unable to read flow header"} {
		if answers[i].OK != (error == "") || !strings.HasPrefix(answers[i].Error, error) {
			t.Errorf("answer %d: %+v", i, answers[i])
		}
	}
}

func TestWhatIsNoRequestIsAnsweredToo(t *testing.T) {
	for _, answer := range told(t, `{"id": 7, "do": "fly"}`, `{"do"`, `[]`, `"\ud800"`) {
		if answer.OK || !strings.HasPrefix(answer.Error, "not a request: ") {
			t.Errorf("%+v", answer)
		}
	}
}

func TestACrashOfTheEngineEndsOnlyItsOwnRequest(t *testing.T) {
	answers := told(t, ask("validate", "14.4.1", crashes, ""), ask("validate", "14.4.1", nobody, ""))
	if !strings.HasPrefix(answers[0].Error, "the engine crashed: ") || string(answers[0].ID) != "7" || !answers[1].OK {
		t.Errorf("%+v", answers)
	}
}

func TestAnInspectionHasDependenciesAndResults(t *testing.T) {
	info, _ := json.Marshal(told(t, ask("inspect", "13.1.0", asks, ""))[0].Info)
	for _, part := range []string{`"type":"global"`, `"type":"template"`, `"key":"coming"`, `"issues":[]`} {
		if !strings.Contains(string(info), part) {
			t.Errorf("no %s in %s", part, info)
		}
	}
}

func TestAMigrationEndsExactlyAtTheSpecThatWasAskedFor(t *testing.T) {
	for to, error := range map[string]string{
		"13.1.0": "", "13.5.0": "", "14.4.1": "", "13.1": "",
		"13.0.0": "newer than 13.0.0", "99.0.0": "no migration leads to", "14.3.9": "no migration leads to", "soon": "unable to",
	} {
		answer := told(t, ask("migrate", "13.0.1", asks, fmt.Sprintf(`, "to": %q`, to)))[0]
		if answer.OK != (error == "") || !strings.Contains(answer.Error, error) {
			t.Errorf("to %s: %+v", to, answer)
		}
	}
}

func TestAMigrationIsTheSameInEveryRun(t *testing.T) {
	for _, to := range []string{"13.1.0", "13.4.0"} { // these two invent UUIDs
		request := ask("migrate", "13.0.0", asks, fmt.Sprintf(`, "to": %q`, to))
		answers := told(t, request, ask("migrate", "13.0.0", nobody, `, "to": "14.4.1"`), request)
		if !answers[0].OK || string(answers[0].Flow) != string(answers[2].Flow) {
			t.Errorf("%s\n%s", answers[0].Flow, answers[2].Flow)
		}
	}
}

const legacy = `{"base_language": "eng", "entry": "a58be63b-907d-4a1a-856b-0bb5579d7507", "flow_type": "M", "version": "11.12",
	"metadata": {"uuid": "8ca44c09-791d-453a-9799-a70dd3303306", "name": "Old", "revision": 1, "notes": []}, "rule_sets": [],
	"action_sets": [{"uuid": "a58be63b-907d-4a1a-856b-0bb5579d7507", "exit_uuid": "37d8813f-1402-4ad2-9cc2-e9054a96525b",
	"x": 0, "y": 0, "destination": null, "actions": [
	{"type": "reply", "msg": {"eng": "Hi", "fra": "Salut", "swa": "Jambo"}, "media": {"eng": "image:x.jpg", "fra": "image:y.jpg"}},
	{"type": "add_label", "labels": [{"uuid": "06153fbd-3e2c-413a-b0df-ed15d631835a", "name": "x"}]}]}]}`

func TestAFlowFromBeforeSpec13IsMigratedTheSameWayInEveryRun(t *testing.T) {
	request := fmt.Sprintf(`{"do": "migrate", "flow": %s, "to": "14.4.1"}`, strings.Join(strings.Fields(legacy), " "))
	first := told(t, request)[0]
	for range 20 {
		if again := told(t, request)[0]; !again.OK || string(again.Flow) != string(first.Flow) {
			t.Fatalf("%s\n%s%s", first.Flow, again.Flow, again.Error)
		}
	}
}
