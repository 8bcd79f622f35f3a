use std::fmt::Write as _;

use super::*;
use crate::ingest::html::dom::build::DEEPEST;

/// The tree as `tag(children)`, text in quotes.
fn shape(html: &str) -> String {
    fn put(dom: &Dom, node: NodeId, out: &mut String) {
        if dom.tag(node) == Tag::Text {
            write!(out, "{:?}", dom.text(node)).unwrap();
            return;
        }
        if node != NodeId::ROOT {
            out.push_str(&format!("{:?}", dom.tag(node)).to_lowercase());
        }
        let children: Vec<NodeId> = dom.children(node).collect();
        if !children.is_empty() {
            out.push('(');
            for (i, child) in children.into_iter().enumerate() {
                if i > 0 {
                    out.push(' ');
                }
                put(dom, child, out);
            }
            out.push(')');
        }
    }
    let mut out = String::new();
    put(&Dom::parse(html), NodeId::ROOT, &mut out);
    out
}

#[test]
fn trees_are_built_as_readers_expect() {
    let check = |html: &str, want: &str| assert_eq!(shape(html), want, "{html}");
    check("a<b>c</b>d", r#"("a" b("c") "d")"#);
    check("<p>a<p>b", r#"(p("a") p("b"))"#);
    check("<p>a<div>b</div>c", r#"(p("a") div("b") "c")"#);
    check(
        "<ul><li>a<li>b<ul><li>c</ul></ul>",
        r#"(ul(li("a") li("b" ul(li("c")))))"#,
    );
    check(
        "<table><tr><td>a<td>b<tr><td>c</table>d",
        r#"(table(tr(td("a") td("b")) tr(td("c"))) "d")"#,
    );
    check("<div><span>a</div>b", r#"(div(span("a")) "b")"#);
    check("<div>a</span></p></div>b", r#"(div("a") "b")"#);
    check("<a>x<a>y</a>", r#"(a("x") a("y"))"#);
    check(
        "<a name=t><div>x<a>y</a></div>",
        r#"(span(div("x" a("y"))))"#,
    );
    check(
        "<table><tr><td><div>a</table></div>b",
        r#"(table(tr(td(div("a")))) "b")"#,
    );
    check(
        "<head><title>a</title><div>b",
        r#"(head(title("a")) div("b"))"#,
    );
    check(
        "<html><head><body>x</body>y</html>",
        r#"(html(head body("xy")))"#,
    );
    check(
        "<dl><dt>a<dd>b<dt>c</dl>",
        r#"(dl(dt("a") dd("b") dt("c")))"#,
    );
    check("<h2>a<h3>b</h2>c", r#"(h2("a") h3("b") "c")"#);
    check("<br/>a</br>b<hr>c", r#"(br "a" br "b" hr "c")"#);
    check(
        "<script>if (a</b) \"<p>\"</script>x",
        r#"(script("if (a</b) \"<p>\"") "x")"#,
    );
    check("<title>a <b> &amp; c</title>", r#"(title("a <b> & c"))"#);
    check("a<!-- <p> -->b<!doctype html>c<?x y?>d", r#"("abcd")"#);
    check("a<!-- never <p>b", r#"("ab")"#);
    check("a < b <3 </ c", r#"("a < b <3 </ c")"#);
    check("a <b", r#"("a " b)"#);
    check("<p class=\"a>b\">x", r#"(p("x"))"#);
    check("<p class=\"a>b", r#"(p("b"))"#);
    check("<div/>a", r#"(div("a"))"#);
    check("<my-tag/>a<my-tag>b</my-tag>", r#"(other "a" other("b"))"#);
    check("", "");
}

#[test]
fn attributes_are_found_however_they_are_written() {
    let dom = Dom::parse(
        "<a HREF=x/y class='a b' id = \"q&amp;r\" hidden data-x=1 id=second title=a&b>t",
    );
    let a = dom.all().find(|n| dom.tag(*n) == Tag::A).unwrap();
    assert_eq!(dom.attr(a, Attr::Href), Some("x/y"));
    assert_eq!(dom.attr(a, Attr::Class), Some("a b"));
    assert_eq!(dom.attr(a, Attr::Id), Some("q&r"));
    assert_eq!(dom.attr(a, Attr::Hidden), Some(""));
    assert_eq!(dom.attr(a, Attr::Title), Some("a&b"));
    assert_eq!(dom.attr(a, Attr::Rel), None);
    assert_eq!(dom.flat(NodeId::ROOT, 99), "t");
}

#[test]
fn flat_text_keeps_words_apart_at_blocks_only() {
    let dom = Dom::parse("<p>a<b>b</b> c</p><p>d</p>e<br>f <i> g</i>");
    assert_eq!(dom.flat(NodeId::ROOT, 99), "ab c d e f g");
}

#[test]
fn a_tree_stays_shallow_and_ranges_nest() {
    let dom = Dom::parse(&"<table><tr><td>".repeat(10_000));
    let deepest = dom.all().map(|n| dom.lineage(n).count()).max();
    assert_eq!(deepest, Some(DEEPEST + 1));
    for node in dom.all().skip(1) {
        let parent = dom.parent(node);
        assert!(dom.inside(node, parent) && dom.end(node) <= dom.end(parent));
    }
}
