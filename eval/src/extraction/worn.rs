//! Owns: pages made worse: the same article must be found where one cue after the other is gone.
//! Promises: what the page says to its readers stays.

/// What is done to a page, and what that is called.
type Form = (&'static str, fn(&str) -> String);

/// All that is done to pages.
pub(crate) const FORMS: [Form; 9] = [
    ("no names of classes and ids", without_names),
    ("no elements with a meaning", without_meaning),
    ("neither", |html| without_names(&without_meaning(html))),
    ("no metadata", without_metadata),
    ("paragraphs as div", |html| renamed(html, &["p"])),
    ("hidden until a script shows it", |html| {
        within(html, "<div style='display: none'>", "</div>")
    }),
    ("a question about cookies before it", |html| {
        within(html, CONSENT, "")
    }),
    ("the same after it", |html| within(html, "", CONSENT)),
    ("a call for a script", |html| within(html, SCRIPT, "")),
];

const CONSENT: &str = "<div class=xq81><div class=xq82><h2>We value your privacy</h2><p>We and our 842 partners store and read \
    cookies and personal data on your device for personalised advertising, measurement and research on who reads us.</p><p>You can \
    consent to this here, refuse your consent, or change your preferences later in the privacy settings of this site.</p>\
    <button>Accept all</button><button>Manage options</button></div></div>";

const SCRIPT: &str = "<div class=u1>You need to enable JavaScript to run this app.</div>";

/// Each tag of a page as `change` has it; scripts, styles and comments stay.
fn tags(html: &str, change: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let lower: String = after.chars().take(8).collect::<String>().to_lowercase();
        let end = ["script", "style", "!--"]
            .iter()
            .zip(["</script", "</style", "-->"])
            .find(|(begin, _)| lower.starts_with(**begin))
            .map(|(_, end)| end);
        let length = match end {
            Some(end) => after.to_ascii_lowercase().find(end),
            None => after.find('>').map(|at| at + 1),
        };
        let (tag, behind) = after.split_at(length.unwrap_or(after.len()));
        out.push('<');
        out.push_str(&if end.is_some() {
            tag.to_owned()
        } else {
            change(tag)
        });
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn without_names(html: &str) -> String {
    tags(html, |tag| {
        let mut out = String::new();
        let mut rest = tag;
        while let Some(at) = [
            " class=\"",
            " id=\"",
            " data-testid=\"",
            " data-component=\"",
        ]
        .iter()
        .filter_map(|name| rest.find(name).map(|at| at + name.len()))
        .min()
        {
            let (before, value) = rest.split_at(at);
            let (value, behind) = value.split_at(value.find('"').unwrap_or(value.len()));
            out.push_str(before);
            let names = value.split_whitespace().map(|name| {
                let sum = name.bytes().fold(7_u32, |sum, b| {
                    sum.wrapping_mul(31).wrapping_add(u32::from(b))
                });
                format!("x{sum:x}")
            });
            out.push_str(&names.collect::<Vec<_>>().join(" "));
            rest = behind;
        }
        out + rest
    })
}

fn renamed(html: &str, names: &[&str]) -> String {
    tags(html, |tag| {
        let (slash, rest) = match tag.strip_prefix('/') {
            Some(rest) => ("/", rest),
            None => ("", tag),
        };
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric());
        let (name, behind) = rest.split_at(length.unwrap_or(rest.len()));
        if names.contains(&name.to_lowercase().as_str()) {
            format!("{slash}div{behind}")
        } else {
            tag.to_owned()
        }
    })
}

fn without_meaning(html: &str) -> String {
    let names = [
        "article", "main", "section", "header", "footer", "aside", "nav",
    ];
    renamed(html, &names)
        .replace(" role=", " data-r=")
        .replace(" itemprop=", " data-i=")
}

fn without_metadata(html: &str) -> String {
    let html = html.replace("application/ld+json", "text/x");
    tags(&html, |tag| {
        let is_meta = tag.to_lowercase().starts_with("meta ") && !tag.contains("charset");
        if is_meta {
            "i></i>".to_owned()
        } else {
            tag.to_owned()
        }
    })
}

/// A page with something at the beginning and at the end of its body.
fn within(html: &str, before: &str, after: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let begin = lower.find("<body").unwrap_or(0);
    let open = lower.split_at(begin).1.find('>').filter(|_| begin > 0);
    let from = open.map_or(begin, |length| begin + length + 1);
    let to = lower.rfind("</body").filter(|to| *to >= from);
    let (rest, foot) = html.split_at(to.unwrap_or(html.len()));
    let (head, text) = rest.split_at(from);
    format!("{head}{before}{text}{after}{foot}")
}
