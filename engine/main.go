// flowops-engine lets other programs ask goflow, the flow engine of RapidPro and TextIt, about flow definitions:
// one JSON request a line on standard input, one JSON answer a line on standard output. README.md has the protocol.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

func main() {
	if len(os.Args) == 2 && os.Args[1] == "--version" {
		fmt.Printf("flowops-engine: goflow %s, spec %s\n", goflowVersion(), newestSpec())
		return
	}
	if len(os.Args) > 1 {
		fmt.Fprintln(os.Stderr, "usage: flowops-engine [--version]; it reads one JSON request a line from standard input")
		os.Exit(64)
	}
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "flowops-engine:", err)
		os.Exit(1)
	}
}

// serve answers request by request, in order, until the input ends. Lines have no limit: flows can be megabytes.
func serve(input io.Reader, output io.Writer) error {
	lines := bufio.NewReaderSize(input, 1<<16)
	answers := json.NewEncoder(output)
	answers.SetEscapeHTML(false)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 1 {
			if err := answers.Encode(answer(line)); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
