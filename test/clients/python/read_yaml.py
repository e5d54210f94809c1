"""Prints the documents of each YAML file named on the command line: a line of JSON for a file."""

import json
import sys

import yaml

for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as file:
        print(json.dumps(list(yaml.safe_load_all(file)), default=str))
