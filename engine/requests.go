package main

import (
	"encoding/json"
	"fmt"
)

// Request is one line of input. ID is whatever the asker likes; it comes back with the answer.
type Request struct {
	ID   json.RawMessage `json:"id"`
	Do   string          `json:"do"`
	Flow json.RawMessage `json:"flow"`
	To   string          `json:"to"` // migrate: a spec version
}

// Answer is one line of output: OK, or Error with the engine's own words.
type Answer struct {
	ID     json.RawMessage `json:"id"`
	OK     bool            `json:"ok,omitempty"`
	Error  string          `json:"error,omitempty"`
	Flow   json.RawMessage `json:"flow,omitempty"`   // migrate
	Info   any             `json:"info,omitempty"`   // inspect
	Goflow string          `json:"goflow,omitempty"` // version
	Spec   string          `json:"spec,omitempty"`   // version
}

// handlers has a row for each word of "do"; a new ability is a new row.
var handlers = map[string]func(Request) (Answer, error){
	"validate": validate,
	"inspect":  inspect,
	"migrate":  migrate,
	"version":  version,
}

// answer never fails: what goes wrong, a panic of the engine included, is the answer to that one request.
func answer(line []byte) (given Answer) {
	var request Request
	defer func() {
		if crash := recover(); crash != nil {
			given = refused(request, fmt.Errorf("the engine crashed: %v", crash))
		}
	}()
	if err := json.Unmarshal(line, &request); err != nil {
		return refused(request, fmt.Errorf("not a request: %w", err))
	}
	handle, known := handlers[request.Do]
	if !known {
		return refused(request, fmt.Errorf("not a request: unknown do %q", request.Do))
	}
	given, err := handle(request)
	if err != nil {
		return refused(request, err)
	}
	given.ID, given.OK = request.ID, true
	return given
}

func refused(request Request, err error) Answer {
	return Answer{ID: request.ID, Error: err.Error()}
}
