/// The frame of the page, and what stands first and last in it.
///
/// Mustache escapes what stands in two braces. In three stand only the style, which is made of
/// constants, and what ``InlineSVG`` let through.
enum PageTemplate {
  static let page = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>{{heading}}: who overfits?</title>
    <style>
    {{{style}}}
    </style>
    </head>
    <body>
    {{#markers}}
    <svg class="markers" aria-hidden="true" focusable="false"><defs>{{{.}}}</defs></svg>
    {{/markers}}
    <header>
    <p class="kicker">Forecast report</p>
    <h1>{{heading}}</h1>
    {{#facts}}
    <p class="facts">{{.}}</p>
    {{/facts}}
    </header>
    <main>
    {{#headline}}
    {{> headline}}
    {{/headline}}
    <nav aria-label="Contents">
    <ul>
    {{#contents}}
    <li><a href="#{{anchor}}">{{label}}</a></li>
    {{/contents}}
    </ul>
    </nav>
    {{> overview}}
    {{#combination}}
    {{> combination}}
    {{/combination}}
    {{#models}}
    {{> model}}
    {{/models}}
    </main>
    {{> footer}}
    </body>
    </html>

    """

  static let headline = """
    <section aria-labelledby="verdict">
    <h2 id="verdict" class="kicker">Verdict</h2>
    <ul class="findings">
    {{#findings}}
    <li class="{{tone}}">
    <p class="say"><span class="sign" aria-hidden="true">{{sign}}</span> {{model}}: {{word}}</p>
    {{#role}}
    <p class="role">{{model}} is {{role}}.</p>
    {{/role}}
    <p>{{why}}</p>
    </li>
    {{/findings}}
    </ul>
    <h3 class="kicker">What to do</h3>
    <ol class="actions">
    {{#actions}}
    <li>{{words}}{{#command}}<pre tabindex="0"><code>{{command}}</code></pre>{{/command}}</li>
    {{/actions}}
    </ol>
    </section>

    """

  static let overview = """
    <section aria-labelledby="models">
    <h2 id="models">All models side by side</h2>
    {{#overview}}
    {{#table}}
    {{> table}}
    {{/table}}
    <p class="note">{{note}}</p>
    {{#picture}}
    {{> picture}}
    {{/picture}}
    {{/overview}}
    </section>

    """

  static let footer = """
    <footer>
    <section aria-labelledby="made">
    <h2 id="made">How it was made</h2>
    {{#making}}
    <p>The command that makes this report again:</p>
    <pre tabindex="0"><code>{{command}}</code></pre>
    <p>{{settings}}</p>
    {{#more}}
    <p>{{.}}</p>
    {{/more}}
    {{#spans}}
    {{> table}}
    {{/spans}}
    {{#warnings}}
    <p>Note: {{.}}</p>
    {{/warnings}}
    <details>
    <summary>Words of this page</summary>
    <dl>
    {{#glossary}}
    <dt>{{term}}</dt><dd>{{meaning}}</dd>
    {{/glossary}}
    </dl>
    </details>
    <p class="note">{{source}}</p>
    {{/making}}
    </section>
    </footer>

    """
}
