use std::fmt::Write as _;

use super::*;

/// The tree as text with every join in brackets, then the complaints as `fault@text`.
fn shape(line: &str) -> String {
    let parsed = parse(line);
    let mut text = shape_of(&parsed.query.root);
    for complaint in &parsed.complaints {
        let fault = match complaint.fault {
            Fault::Unfinished => "open",
            Fault::Wrong => "wrong",
            Fault::Unknown => "unknown",
        };
        write!(text, " {fault}@{}", complaint.span.of(line)).unwrap();
        if let Some(instead) = &complaint.instead {
            write!(text, "→{instead}").unwrap();
        }
    }
    text
}

fn shape_of(node: &Node) -> String {
    match node {
        Node::All(parts) => format!(
            "({})",
            parts.iter().map(shape_of).collect::<Vec<_>>().join(" ")
        ),
        Node::Any(parts) => format!(
            "<{}>",
            parts.iter().map(shape_of).collect::<Vec<_>>().join(" | ")
        ),
        Node::Not(part) => format!("-{}", shape_of(part)),
        Node::Term(term) => term.to_string(),
    }
}

#[test]
fn lines_are_understood() {
    for row in [
        " => ()",
        "ceasefire => ceasefire",
        "ceasefire @iran -@hamas @@\"united nations\" src:reuters 2d => (ceasefire @iran -@hamas @@\"united nations\" src:reuters 2d)",
        "a | b => <a | b>",
        "a OR b => <a | b>",
        "x a | b y => (x <a | b> y)",
        "@iran|@iraq => <@iran | @iraq>",
        "x (a b | c) => (x a <b | c>)",
        "-(a b) !c => (-(a b) -c)",
        "NOT a AND b => (-a b)",
        "--a => --a",
        "((a | (b | c))) => <a | b | c>",
        "@p:zarif @o:iaea @c:iran => (@p:zarif @o:iaea @c:iran)",
        "@south-korea @\"South Korea\" => (@south-korea @\"South Korea\")",
        "@3d @3-days-ago @2022-07 => (3d 3d 2022-07..)",
        "said:@borrell said:\"josep borrell\" => (said:@borrell said:@\"josep borrell\")",
        "SRC:x source:y by:z lang:en => (src:x src:y by:z lang:en)",
        "is:unread is:READ #gulf tag:x => (is:unread is:read #gulf #x)",
        "in:title body:oil title:gas story:12 like:3 => (in:title body:oil title:gas story:12 like:3)",
        "sort:old limit:5 => (sort:old limit:5)",
        "/ir(an|aq)/i x => (/ir(an|aq)/ x)",
        "/a b\\/c/ => /a b\\/c/",
        "iran, \"exact phrase\" u.s. => (iran \"exact phrase\" u.s)",
        "don't COVID-19 5% C++ 9/11 2022 R&D => (don't COVID-19 5% C++ 9/11 2022 R&D)",
        "today 2d, 2018-05-01..2018-06-01 >1w ..2019 => (today 2d 2018-05-01..2018-06-01 >1w ..2019)",
        "https://example.org/a => https://example.org/a",
        "“curly quotes” => \"curly quotes\"",
    ] {
        let (line, expected) = row.split_once(" => ").unwrap();
        assert_eq!(shape(line), expected, "{line}");
    }
}

#[test]
fn what_is_wrong_or_unfinished_is_left_out_and_said() {
    for (line, expected) in [
        ("iran @", "iran open@@"),
        ("iran src:", "iran open@src:"),
        ("iran -", "iran open@-"),
        ("iran - x", "(iran x) wrong@-"),
        ("iran |", "iran open@|"),
        ("| iran", "iran wrong@|"),
        ("iran (", "iran open@("),
        ("iran (a", "(iran a) open@("),
        ("iran ) a", "(iran a) wrong@)"),
        ("iran ()", "iran wrong@("),
        ("iran \"united na", "(iran \"united na\") open@\"united na"),
        ("iran -\"united na", "iran open@\"united na"),
        ("iran \"", "iran open@\""),
        ("iran /ab c", "iran open@/ab c"),
        ("iran /a(/", "iran wrong@/a(/"),
        ("iran is:", "iran open@is:"),
        ("iran is:un", "iran open@is:un"),
        ("iran is:unred", "iran wrong@is:unred→unread"),
        ("iran scr:reuters", "iran wrong@scr:reuters→src:reuters"),
        ("iran 2022-", "iran open@2022-"),
        ("iran 2022-13", "iran wrong@2022-13"),
        ("iran @2", "iran open@@2"),
        ("iran limit:0", "iran wrong@limit:0"),
        ("iran -sort:old", "iran wrong@sort:old"),
        ("a | limit:3", "a wrong@limit:3"),
        ("a | (b limit:3)", "<a | b> wrong@limit:3"),
        ("~iran x", "x wrong@~iran→-iran"),
        ("... iran", "iran wrong@..."),
        ("@... iran", "iran wrong@@..."),
    ] {
        assert_eq!(shape(line), expected, "{line}");
    }
}

#[test]
fn deep_and_long_lines_are_cut_not_followed() {
    for line in [
        "(".repeat(5000),
        "-".repeat(5000) + "a",
        "a ".repeat(5000),
        "(a|".repeat(3000),
        "!(".repeat(900),
    ] {
        let parsed = parse(&line);
        assert!(!parsed.complaints.is_empty());
        let printed = parsed.query.to_string();
        assert_eq!(parse(&printed).query.to_string(), printed);
    }
}
