package io.godwit.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The scripts and sources that come with the lab. */
public final class Resources {
    private Resources() {}

    public static String text(String name) {
        try (InputStream resource = Resources.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new LabException("the program lacks its resource " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LabException("the resource " + name + " cannot be read", e);
        }
    }

    public static Path unpack(String name, Path folder) {
        try {
            Path file = Files.createDirectories(folder).resolve(Path.of(name).getFileName());
            Files.writeString(file, text(name));
            if (!file.toFile().setExecutable(true)) {
                throw new LabException(file + " cannot be made executable");
            }
            return file;
        } catch (IOException e) {
            throw new LabException(name + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** A short name for a recipe: when the recipe changes, so does the name. */
    public static String fingerprint(String recipe) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(recipe.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
