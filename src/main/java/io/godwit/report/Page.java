package io.godwit.report;

/** The frame that all our pages have: it needs nothing but itself, no script, no font, no picture from elsewhere. */
public final class Page {
    static final String COLOURS = """
            :root { color-scheme: light dark; --ink: #1d2733; --dim: #64748b; --line: #d5dce5; --card: #ffffff; --page: #f4f6f9;
                    --accent: #0f766e; --bar: #5eaaa3; --bad: #b91c1c; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6ebf2; --dim: #93a1b5; --line: #334155; --card: #1b2432;
                    --page: #111822; --accent: #5eead4; --bar: #2f8f86; --bad: #f87171; } }
            """;

    private static final String STYLE = COLOURS
            + """
                    * { box-sizing: border-box; }
                    body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
                    main { max-width: 960px; margin: 0 auto; padding: 24px 16px 64px; }
                    h1 { font-size: 1.6rem; margin: 8px 0; } h2 { font-size: 1.2rem; margin: 0 0 8px; }
                    .dim { color: var(--dim); } .bad { color: var(--bad); } .good { color: var(--accent); }
                    section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 18px; margin: 18px 0;
                            overflow-x: auto; }
                    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
                    th, td { text-align: left; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
                    th { color: var(--dim); font-weight: 500; } td.n, th.n { text-align: right; } td.n { white-space: nowrap; }
                    pre { font: 13px/1.25 ui-monospace, monospace; overflow-x: auto; margin: 8px 0; }
                    svg { max-width: 100%; height: auto; } svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
                    summary { cursor: pointer; color: var(--accent); margin-top: 12px; }
                    """;

    private Page() {}

    /**
     * A whole page.
     *
     * @param body HTML; everything in it has passed {@link #text}
     */
    public static String of(String title, String subtitle, String body) {
        return "<!doctype html><html lang='en'><head><meta charset='utf-8'><meta name='viewport' "
                + "content='width=device-width, initial-scale=1'><title>" + text(title) + "</title><style>" + STYLE
                + "</style></head><body><main><h1>" + text(title) + "</h1><p class='dim'>" + text(subtitle) + "</p>"
                + body
                + "</main></body></html>\n";
    }

    public static String number(String text) {
        return "<td class='n'>" + text(text) + "</td>";
    }

    /** Names come from hosts and guests' owners: nothing in them is markup. */
    public static String text(String raw) {
        return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
