"""Hold files against the validators of others: validate.py FOLDER. Prints a line for each fault, and the counts as JSON.

*.asff is held against botocore's model of BatchImportFindings, *.ocsf against the JSON schemas of OCSF, *.sarif.json against that of SARIF
where SARIF_SCHEMA names its file.
"""
import json
import os
import sys
from pathlib import Path

counts = {}
faults = 0


def fault(file, text):
    global faults
    faults += 1
    print(f"FAULT {file.name}: {text[:300]}")


def count(what, number):
    counts[what] = counts.get(what, 0) + number


def asff(files):
    import botocore.session
    import botocore.validate

    service = botocore.session.get_session().get_service_model("securityhub")
    shape = service.operation_model("BatchImportFindings").input_shape
    validator = botocore.validate.ParamValidator()
    for file in files:
        findings = json.loads(file.read_text())
        # A call takes 100 at most.
        for start in range(0, len(findings), 100):
            report = validator.validate({"Findings": findings[start : start + 100]}, shape)
            if report.has_errors():
                fault(file, report.generate_report())
        count("asff findings", len(findings))


def ocsf(files):
    from jsonschema import Draft202012Validator
    from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

    validators = {}
    for file in files:
        for line in file.read_text().splitlines():
            event = json.loads(line)
            key = (event["metadata"]["version"], event["class_name"].lower().replace(" ", "_"))
            if key not in validators:
                schemas = OcsfJsonSchemaEmbedded(get_ocsf_schema(key[0]))
                schema = schemas.get_class_schema(key[1], event["metadata"]["profiles"])
                validators[key] = Draft202012Validator(schema)
            for error in validators[key].iter_errors(event):
                fault(file, f"{error.json_path}: {error.message}")
            count(f"ocsf {event['class_name']}", 1)


def sarif(files):
    from jsonschema import Draft7Validator

    validator = Draft7Validator(json.loads(Path(os.environ["SARIF_SCHEMA"]).read_text(encoding="utf-8-sig")))
    for file in files:
        log = json.loads(file.read_text())
        for error in validator.iter_errors(log):
            fault(file, f"{error.json_path}: {error.message}")
        count("sarif results", sum(len(run["results"]) for run in log["runs"]))


folder = Path(sys.argv[1])
for name, check in (("asff", asff), ("ocsf", ocsf), ("sarif.json", sarif)):
    if name.startswith("sarif") and "SARIF_SCHEMA" not in os.environ:
        print("not run: the schema of SARIF (SARIF_SCHEMA names no file)")
        continue
    try:
        check(sorted(folder.glob(f"*.{name}")))
    except ImportError as error:
        print(f"not run: {name}, because Python has no {error.name}")
print(json.dumps({**counts, "faults": faults}))
sys.exit(1 if faults else 0)
