# The same commands as `python start.py ...`, for systems with make; start.py does the work.
PYTHON ?= python3
.DEFAULT_GOAL := help
.PHONY: help demo lab app test check

help:  ## list these commands
	@sed -n 's/^\([a-z]*\):  ## /make \1: /p' Makefile

demo:  ## one short run, two policies compared
	@$(PYTHON) start.py demo

lab:  ## the workbook in JupyterLab
	@$(PYTHON) start.py lab

app:  ## the lessons as web pages, without code
	@$(PYTHON) start.py app

test:  ## the fast tests
	@$(PYTHON) start.py test

check:  ## lint, format, types and spelling
	@$(PYTHON) start.py ci-setup
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/codespell
