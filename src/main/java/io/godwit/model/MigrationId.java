package io.godwit.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names one migration for ever: {@code m261123-051234-k3f9}. It is part of the names of the images that the migration
 * makes, so that no image ever gets a name that was used before.
 */
public record MigrationId(String value) {
    private static final Pattern FORM = Pattern.compile("m\\d{6}-\\d{6}-[a-z0-9]{4}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    public MigrationId {
        if (!FORM.matcher(value).matches()) {
            throw new GodwitException.Misuse("'" + value + "' is not a migration's id", "godwit get migrations");
        }
    }

    public static MigrationId next(Instant now, RandomGenerator random) {
        StringBuilder id = new StringBuilder("m").append(TIME.format(now)).append('-');
        for (int i = 0; i < 4; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new MigrationId(id.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
