"""YAML files to plain values that know their places, with their faults in plain Chinese."""
