"""Asks parliament about IAM documents; called by iam.proof.ts.

Reads a JSON object of documents by key from the file that is named, prints a list of findings as JSON.
"""

import json
import sys

from parliament import analyze_policy_string, enhance_finding

findings = []
with open(sys.argv[1], encoding="utf-8") as file:
    documents = json.load(file)
for key, document in documents.items():
    for finding in analyze_policy_string(document).findings:
        finding = enhance_finding(finding)
        says = f"{finding.title} {finding.detail}".strip()
        findings.append({"key": key, "check": finding.issue, "says": says})
json.dump(findings, sys.stdout)
