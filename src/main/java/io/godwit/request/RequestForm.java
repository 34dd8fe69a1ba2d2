package io.godwit.request;

import io.godwit.model.Bytes;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.Kind;
import io.godwit.model.Mode;
import io.godwit.model.Policy;
import io.godwit.model.Spans;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request in people's words, as it comes from options or from JSON; what is left out is null.
 *
 * @param disks the NAS of single disks: vda to nas1
 * @param bandwidth 200MiB/s
 * @param policy gentle, balanced or urgent
 * @param maxFreeze 100ms
 * @param deadline 60s
 */
public record RequestForm(@Nullable String vm, @Nullable String to, @Nullable String disksTo,
        @Nullable Map<String, @Nullable String> disks, @Nullable String mode, @Nullable String bandwidth,
        @Nullable String policy, @Nullable String maxFreeze, @Nullable String deadline) {

    /**
     * The request that is meant.
     *
     * @throws Misuse where a word has no meaning
     */
    public MigrationRequest request() {
        return new MigrationRequest(given(vm).orElse(""), given(to), given(disksTo), chosen(),
                given(mode).map(RequestForm::mode), given(bandwidth).map(RequestForm::rate), care());
    }

    private Map<String, String> chosen() {
        Map<String, String> chosen = new LinkedHashMap<>();
        if (disks != null) {
            disks.forEach((disk, nas) -> chosen.put(disk, given(nas).orElseThrow(
                    () -> new Misuse("no NAS is named for " + disk, "{\"" + disk + "\": \"nas1\"}"))));
        }
        return chosen;
    }

    /** The form of a request, to be sent on. */
    public static RequestForm of(MigrationRequest request) {
        return new RequestForm(request.vm(), request.to().orElse(null), request.disksTo().orElse(null),
                request.disks().isEmpty() ? null : new LinkedHashMap<>(request.disks()),
                request.mode().map(Mode::label).orElse(null),
                request.bandwidth().map(rate -> rate.count() + "B/s").orElse(null), request.care().policy().label(),
                request.care().maxFreeze().map(span -> span.toMillis() + "ms").orElse(null),
                request.care().deadline().map(span -> span.toMillis() + "ms").orElse(null));
    }

    /** The same on the command line, for people to copy. */
    public static String command(MigrationRequest request) {
        return request.kind() == Kind.TAKEOVER
                ? request.takeover().map(takeover -> "godwit takeover " + quoted(takeover.export()) + " --to "
                        + quoted(takeover.to())).orElseThrow()
                : migrate(request);
    }

    private static String migrate(MigrationRequest request) {
        Map<String, String> options = new LinkedHashMap<>();
        RequestForm form = of(request);
        put(options, "--to", form.to);
        put(options, "--disks-to", form.disksTo);
        put(options, "--with-takeover", request.takeover()
                .map(takeover -> takeover.export() + "=" + takeover.to()).orElse(null));
        put(options, "--mode", form.mode);
        put(options, "--bandwidth", request.bandwidth().map(RequestForm::rateText).orElse(null));
        put(options, "--policy", request.care().policy() == Policy.BALANCED ? null : form.policy);
        put(options, "--max-freeze", form.maxFreeze);
        put(options, "--deadline", form.deadline);
        StringBuilder words = new StringBuilder("godwit migrate ").append(quoted(request.vm()));
        options.forEach((name, value) -> words.append(' ').append(name).append(' ').append(quoted(value)));
        request.disks().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(
                disk -> words.append(" --disk ").append(quoted(disk.getKey() + "=" + disk.getValue())));
        return words.toString();
    }

    private static String rateText(Bytes rate) {
        long mebibyte = 1L << 20;
        return rate.count() % mebibyte == 0 ? rate.count() / mebibyte + "MiB/s" : rate.count() + "B/s";
    }

    private static void put(Map<String, String> options, String name, @Nullable String value) {
        if (value != null) {
            options.put(name, value);
        }
    }

    /** As a POSIX shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_.:=/@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text);
    }

    private Care care() {
        String wanted = policy == null ? Policy.BALANCED.label() : policy;
        return new Care(Policy.of(wanted).orElseThrow(() -> new Misuse("there is no policy " + wanted,
                "--policy gentle, --policy balanced or --policy urgent")),
                given(maxFreeze).map(text -> span("--max-freeze", text)),
                given(deadline).map(text -> span("--deadline", text)));
    }

    private static Duration span(String option, String text) {
        try {
            return Spans.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Misuse(option + ": " + e.getMessage(), option + " 100ms");
        }
    }

    private static Mode mode(String label) {
        return Mode.of(label)
                .orElseThrow(() -> new Misuse("there is no mode " + label, "--mode staged or --mode atomic"));
    }

    private static Bytes rate(String text) {
        try {
            return Bytes.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Misuse("--bandwidth: " + e.getMessage(), "--bandwidth 200MiB/s");
        }
    }
}
