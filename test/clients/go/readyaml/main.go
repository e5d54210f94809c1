// Prints the documents of each YAML file named on the command line: a line of JSON for a file.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"

	"gopkg.in/yaml.v3"
)

func main() {
	for _, name := range os.Args[1:] {
		documents, err := read(name)
		if err != nil {
			log.Fatalf("%s: %v", name, err)
		}
		line, err := json.Marshal(documents)
		if err != nil {
			log.Fatalf("%s: %v", name, err)
		}
		fmt.Println(string(line))
	}
}

func read(name string) ([]any, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	decoder := yaml.NewDecoder(file)
	documents := []any{}
	for {
		var document any
		if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
			return documents, nil
		} else if err != nil {
			return nil, err
		}
		documents = append(documents, document)
	}
}
