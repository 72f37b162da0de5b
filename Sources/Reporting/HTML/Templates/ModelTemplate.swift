/// What is said of one model.
enum ModelTemplate {
  static let model = """
    <section aria-labelledby="model-{{name}}">
    <h2 id="model-{{name}}">{{name}} <span class="word {{tone}}"><span class="sign" \
    aria-hidden="true">{{sign}}</span> {{verdict}}</span></h2>
    <p><strong>{{sentence}}</strong></p>
    <p class="note">Confidence: {{confidence}}.</p>
    {{#hasRemedies}}
    <h3>What to try</h3>
    <ol>
    {{#remedies}}
    <li>{{words}}{{#command}}<pre tabindex="0"><code>{{command}}</code></pre>{{/command}}</li>
    {{/remedies}}
    </ol>
    {{/hasRemedies}}
    <h3>The four axes</h3>
    <ul class="axes">
    {{#axes}}
    {{> axis}}
    {{/axes}}
    </ul>
    {{#hasChecks}}
    <h3>Other checks</h3>
    {{#groups}}
    <details class="checks">
    <summary>{{groupTitle}}: {{count}}</summary>
    {{#checks}}
    {{> check}}
    {{/checks}}
    </details>
    {{/groups}}
    {{/hasChecks}}
    <h3>Scores</h3>
    {{#tables}}
    {{> table}}
    {{/tables}}
    {{#remarks}}
    <p class="note">{{.}}</p>
    {{/remarks}}
    {{#hasDeep}}
    <h3>Over history and size</h3>
    {{#deepSentences}}
    <p>{{.}}</p>
    {{/deepSentences}}
    {{#deepTables}}
    {{> table}}
    {{/deepTables}}
    <p class="note">{{deepNote}}</p>
    {{/hasDeep}}
    {{#hasPictures}}
    <h3>Pictures</h3>
    {{#pictures}}
    {{> picture}}
    {{/pictures}}
    {{/hasPictures}}
    </section>

    """

  static let axis = """
    <li class="{{tone}}">
    <h4>{{title}} <span class="word {{tone}}"><span class="sign" aria-hidden="true">{{sign}}</span> \
    {{status}}</span></h4>
    <p>{{found}}</p>
    {{#bar}}
    {{> bar}}
    {{/bar}}
    {{> evidence}}
    </li>

    """

  static let check = """
    <details class="{{tone}}-check">
    <summary><span class="word {{tone}}"><span class="sign" aria-hidden="true">{{sign}}</span> \
    {{status}}</span> {{title}}: {{found}}</summary>
    <div>
    {{#explanation}}
    <p>{{explanation}}</p>
    {{/explanation}}
    <p>{{why}}</p>
    {{#remedy}}
    <div>To mend it: {{words}}{{#command}}<pre tabindex="0"><code>{{command}}</code></pre>{{/command}}</div>
    {{/remedy}}
    <p class="note">{{limits}}</p>
    </div>
    </details>

    """

  static let evidence = """
    <p class="note">{{why}}</p>
    <details>
    <summary>What is this?</summary>
    <div>
    {{#explanation}}
    <p>{{explanation}}</p>
    {{/explanation}}
    {{#remedy}}
    <div>To mend it: {{words}}{{#command}}<pre tabindex="0"><code>{{command}}</code></pre>{{/command}}</div>
    {{/remedy}}
    <p class="note">{{limits}}</p>
    </div>
    </details>

    """

  static let bar = """
    <svg class="bar" viewBox="0 0 300 42" role="img" aria-label="{{words}}">
    {{#zones}}
    <rect class="zone-{{tone}}" x="{{x}}" y="11" width="{{width}}" height="10"/>
    {{/zones}}
    {{#ticks}}
    <text x="{{x}}" y="38" text-anchor="{{anchor}}">{{label}}</text>
    {{/ticks}}
    <path class="mark" fill="none" d="{{whisker}}"/>
    <path class="mark" d="{{mark}}"/>
    </svg>

    """

  static let combination = """
    <section aria-labelledby="auto">
    <h2 id="auto">auto: the combined forecast\
    {{#judged}} <span class="word {{tone}}"><span class="sign" aria-hidden="true">{{sign}}</span> \
    {{verdict}}</span>{{/judged}}</h2>
    {{#judged}}
    <p><strong>{{sentence}}</strong></p>
    <p class="note">Confidence: {{confidence}}.</p>
    {{/judged}}
    <p>{{heading}}</p>
    {{#table}}
    {{> table}}
    {{/table}}
    {{#sentences}}
    <p>{{.}}</p>
    {{/sentences}}
    {{#judged}}
    <h3>The four axes of auto</h3>
    <ul class="axes">
    {{#axes}}
    {{> axis}}
    {{/axes}}
    </ul>
    {{/judged}}
    {{#picture}}
    {{> picture}}
    {{/picture}}
    </section>

    """

  static let table = """
    <div class="scroll" role="region" tabindex="0" aria-label="{{caption}}">
    <table>
    <caption>{{caption}}</caption>
    <thead><tr>{{#columns}}<th scope="col" class="{{kind}}">{{title}}</th>{{/columns}}</tr></thead>
    <tbody>
    {{#rows}}
    <tr><th scope="row">{{head}}</th>{{#cells}}<td class="{{kind}}">{{#sign}}<span class="sign" \
    aria-hidden="true">{{sign}}</span> {{/sign}}{{text}}</td>{{/cells}}</tr>
    {{/rows}}
    </tbody>
    </table>
    </div>

    """

  static let picture = """
    <figure>
    {{#drawing}}
    <div class="picture" role="region" tabindex="0" aria-label="Picture: {{caption}}">
    <svg viewBox="{{viewBox}}" role="img" aria-label="{{alternative}}">{{{markup}}}</svg>
    </div>
    {{/drawing}}
    {{#image}}
    <div class="picture" role="region" tabindex="0" aria-label="Picture: {{caption}}">
    <img alt="{{alternative}}" src="data:image/png;base64,{{base64}}">
    </div>
    {{/image}}
    <figcaption>{{caption}}{{#elsewhere}} (too large for this page: see {{elsewhere}}){{/elsewhere}}</figcaption>
    </figure>

    """
}
