"""Tests of the emulator, over HTTP as its users reach it."""
