package io.godwit.adapter.web;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts, as Prometheus reads them. Labels are operations and outcomes, never names of VMs or people. */
public final class Metrics {
    private static final double NANOS = 1e9;
    private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> nanos = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> ended = new ConcurrentHashMap<>();
    private final LongAdder events = new LongAdder();
    private final LongAdder resyncs = new LongAdder();
    private final AtomicInteger streams = new AtomicInteger();

    /** Of this moment. */
    record Now(long open, long hosts, long reachable, long vms) {}

    void request(String operation, int status, long took) {
        requests.computeIfAbsent("operation=\"" + operation + "\",status=\"" + status + "\"", _ -> new LongAdder())
                .increment();
        nanos.computeIfAbsent("operation=\"" + operation + "\"", _ -> new LongAdder()).add(took);
    }

    /** A migration has ended. */
    public void ended(String outcome) {
        ended.computeIfAbsent("outcome=\"" + outcome + "\"", _ -> new LongAdder()).increment();
    }

    void sent(long count, boolean resync) {
        events.add(count);
        if (resync) {
            resyncs.increment();
        }
    }

    int streams(int more) {
        return streams.addAndGet(more);
    }

    String text(Now now) {
        Runtime runtime = Runtime.getRuntime();
        StringBuilder text = new StringBuilder();
        many(text, "godwit_http_requests_total", "requests by operation and status", "counter", 1, requests);
        many(text, "godwit_http_request_seconds_total", "time in requests by operation", "counter", NANOS, nanos);
        many(text, "godwit_migrations_ended_total", "migrations that ended since the server began", "counter", 1,
                ended);
        one(text, "godwit_migrations_open", "migrations under way", "gauge", (double) now.open());
        one(text, "godwit_hosts", "hypervisors and exports that are watched", "gauge", (double) now.hosts());
        one(text, "godwit_hosts_reachable", "those that answer", "gauge", (double) now.reachable());
        one(text, "godwit_vms", "VMs that are seen", "gauge", (double) now.vms());
        one(text, "godwit_event_streams", "clients that watch", "gauge", streams.get());
        one(text, "godwit_events_sent_total", "events sent to clients", "counter", (double) events.sum());
        one(text, "godwit_resyncs_total", "clients that had missed events", "counter", (double) resyncs.sum());
        one(text, "godwit_heap_bytes", "heap in use", "gauge", (double) (runtime.totalMemory() - runtime.freeMemory()));
        one(text, "process_start_time_seconds", "when the process began", "gauge",
                ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0);
        return text.toString();
    }

    private static void many(StringBuilder text, String name, String help, String type, double unit,
            Map<String, LongAdder> values) {
        head(text, name, help, type);
        new TreeMap<>(values).forEach((labels, value) -> text.append(name).append('{').append(labels).append("} ")
                .append(number(value.sum() / unit)).append('\n'));
    }

    private static void one(StringBuilder text, String name, String help, String type, double value) {
        head(text, name, help, type);
        text.append(name).append(' ').append(number(value)).append('\n');
    }

    private static void head(StringBuilder text, String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append("\n# TYPE ").append(name).append(' ')
                .append(type).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.6f", value);
    }
}
