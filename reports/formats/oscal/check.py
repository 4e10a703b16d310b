"""Reads a pack's OSCAL documents with compliance-trestle, whose models are generated from NIST's schema.

Also checks that the documents define every UUID that they refer to.
Usage: check.py <pack>. Exit status 1 where a document is not valid.
"""

import json
import pathlib
import re
import sys

from trestle.oscal.assessment_plan import AssessmentPlan
from trestle.oscal.assessment_results import AssessmentResults

pack = pathlib.Path(sys.argv[1])
plan_file = pack / 'oscal' / 'assessment-plan.json'
results_file = pack / 'oscal' / 'assessment-results.json'
plan = AssessmentPlan.oscal_read(plan_file)
results = AssessmentResults.oscal_read(results_file)
if plan is None or results is None:
    sys.exit(f'{pack}: assessment-plan.json or assessment-results.json is missing from oscal/')

text = [file.read_text() for file in (plan_file, results_file)]
defined = set(re.findall(r'"uuid": "([^"]+)"', ''.join(text)))
named = set(re.findall(r'"(?:[a-z]+-uuid|href)": "#?([0-9a-f]{8}-[0-9a-f-]{27})"', ''.join(text)))
if named - defined:
    sys.exit(f'{pack}: undefined UUIDs are referred to: {sorted(named - defined)}')
within = [re.findall(r'"uuid": "([^"]+)"', one) for one in text]
if any(len(one) != len(set(one)) for one in within):
    sys.exit(f'{pack}: a document defines a UUID twice')
result = json.loads(text[1])['assessment-results']['results'][0]
print(f"{pack}: valid OSCAL, {len(result.get('observations', []))} observations, {len(result.get('findings', []))} findings")
