package io.godwit.adapter.cli.view;

/** The forms of -o. */
public enum Format {
    table, wide, json, yaml, name;

    /** Whether a program reads it. */
    public boolean machine() {
        return this == json || this == yaml;
    }
}
