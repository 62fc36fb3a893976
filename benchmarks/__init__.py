"""Measurements. A package so that no installed library of the same name is run instead."""
