package io.libnetwork.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.wire.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// As Docker's documentation has it, and Go's `text/template`.
class TemplateTest {

  private static final JsonValue NETWORK =
      JsonValue.parse(
          """
          {"Name":"shop","Id":"1f2e","EnableIPv6":false,"Count":3,"Nothing":null,"Empty":{},
           "IPAM":{"Driver":"default","Config":[
             {"Subnet":"10.1.0.0/24","Gateway":"10.1.0.1"},{"Subnet":"fd00::/64"}]},
           "Containers":{"b2":{"Name":"db","IPv4Address":"10.1.0.3/24"},
                         "a1":{"Name":"web","IPv4Address":"10.1.0.2/24"}},
           "Options":{},"Labels":{"tier":"front","com.example.a":"x, y"}}\
          """);

  private static String fill(String template) {
    return Template.parse(template).fill(NETWORK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain#plain",
        "{{.Name}}#shop",
        "{{ .Name }}: {{.Id}}#shop: 1f2e",
        "{{.ID}}#1f2e",
        "{{.IPAM.Driver}}#default",
        "{{.EnableIPv6}} {{.Count}}#false 3",
        "{{$.Name}}#shop",
        "{{json .Name}}#\"shop\"",
        "{{json .Labels}}#{\"tier\":\"front\",\"com.example.a\":\"x, y\"}",
        "{{.IPAM.Config | json}}"
            + "#[{\"Subnet\":\"10.1.0.0/24\",\"Gateway\":\"10.1.0.1\"},{\"Subnet\":\"fd00::/64\"}]",
        "{{.Labels}}#map[com.example.a:x, y tier:front]",
        "{{.IPAM.Config}}#[map[Gateway:10.1.0.1 Subnet:10.1.0.0/24] map[Subnet:fd00::/64]]",
        "{{.Nothing}}#<no value>",
        "{{.Labels.none}}#<no value>",
        "{{.Labels.tier}}#front",
        "{{index .Labels \"tier\"}}#front",
        "{{index .Labels \"none\"}}.#.",
        "{{index .Labels `com.example.a`}}#x, y",
        "{{(index .IPAM.Config 0).Subnet}}#10.1.0.0/24",
        "{{with index .IPAM.Config 1}}{{.Subnet}}{{end}}#fd00::/64",
        "{{(index .IPAM.Config 1).Gateway}}#<no value>",
        "{{len .Containers}} {{len .Name}} {{len .IPAM.Config}}#2 4 2",
        "{{range .IPAM.Config}}{{.Subnet}} {{end}}#10.1.0.0/24 fd00::/64 ",
        "{{range $k, $v := .Containers}}{{$k}}={{$v.Name}};{{end}}#a1=web;b2=db;",
        "{{range $v := .Containers}}{{$v.Name}} {{end}}#web db ",
        "{{range $i, $c := .IPAM.Config}}{{if $i}}, {{end}}{{$c.Subnet}}{{end}}"
            + "#10.1.0.0/24, fd00::/64",
        "{{range .Options}}x{{else}}none{{end}}#none",
        "{{range .Nothing}}x{{else}}none{{end}}#none",
        "{{range .Containers}}{{.Name}}{{break}}{{end}}#web",
        "{{range .Containers}}{{if eq .Name \"web\"}}{{continue}}{{end}}{{.Name}}{{end}}#db",
        "{{range .Containers}}{{range $.IPAM.Config}}{{break}}{{end}}{{.Name}}{{end}}#webdb",
        "{{if .EnableIPv6}}six{{else}}four{{end}}#four",
        "{{if .Empty}}a{{else if .Options}}b{{else if .Labels}}c{{else}}d{{end}}#c",
        "{{if and .Name .EnableIPv6}}a{{else}}b{{end}}#b",
        "{{and .Name .Id}} {{or .Empty .Name}} {{not .Name}}#1f2e shop false",
        "{{or .EnableIPv6 .Nope.x | not}}#!",
        "{{eq .Name \"web\" \"shop\"}} {{ne .Count 3}} {{lt .Count 4}} {{ge 3 .Count}}"
            + "#true false true true",
        "{{eq 1.0 1}} {{gt \"b\" \"a\"}} {{le 2 1}} {{eq .Nothing nil}}#true true false true",
        "{{with .Labels}}{{.tier}}{{else}}none{{end}}#front",
        "{{with .Empty}}x{{else}}none{{end}}#none",
        "{{with $x := .Name}}{{$x}}-{{.}}{{end}}#shop-shop",
        "{{$x := .Name}}{{$x}}{{$x = \"other\"}}{{$x}}#shopother",
        "{{$n := 0}}{{range .Containers}}{{$n = .Name}}{{end}}{{$n}}#db",
        "{{upper .Name}} {{lower \"AbC\"}} {{title \"a net of ours\"}}#SHOP abc A Net Of Ours",
        "{{.Name | upper | printf \"%s-%s\" .Id}}#1f2e-SHOP",
        "{{join (split .Labels.tier \"o\") \"/\"}}#fr/nt",
        "{{split \"a,b\" \",\"}} {{json (split \"ab\" \"\")}}#[a b] [\"a\",\"b\"]",
        "{{pad .Name 1 2}}.# shop  .",
        "{{pad \"\" 1 2}}.#.",
        "{{truncate .Name 2}} {{truncate .Name 9}}#sh shop",
        "{{slice .Name 1 3}} {{len (slice .IPAM.Config 1)}}#ho 1",
        "{{print 1 2 \"a\" 3}} {{print \"a\" \"b\"}}#1 2a3 ab",
        "{{printf \"%d|%5s|%-5s|%05d|%q|%t|%.2f|%x|%%|%v\" 7 \"a\" \"b\" 42 \"c\" true 1.5 255 .Nothing}}"
            + "#7|    a|b    |00042|\"c\"|true|1.50|ff|%|<nil>",
        "{{/* nothing */}}x#x",
        "a {{- .Name -}} b#ashopb",
        "a {{- /* nothing */ -}} b#ab",
        "{{ - 3}}#!",
        "{{-3}}#-3",
        "{{0x1F}} {{.5}}#31 0.5",
        "{{\"a\\tb\\\"\\\\\"}}#a\tb\"\\",
        "{{`a\\tb`}}#a\\tb",
        "{{(.Name)}}#shop",
        "{{printf \"%s %s\" .Name .Id}}#shop 1f2e",
        "{{true}} {{false}}#true false",
      })
  void isFilled(String template, String expected) {
    if (expected.equals("!")) {
      assertThatThrownBy(() -> fill(template)).isInstanceOf(TemplateException.class);
    } else {
      assertThat(fill(template)).isEqualTo(expected);
    }
  }

  @Test
  void printsALineWithAnEnd() {
    assertThat(fill("{{range .Containers}}{{println .Name 1}}{{end}}")).isEqualTo("web 1\ndb 1\n");
  }

  @Test
  void takesAwayLinesBesideAMinusSign() {
    assertThat(fill("{{range .Containers -}}\n  {{.Name}}\n{{- end}}.")).isEqualTo("webdb.");
  }

  @Test
  void callsMethodsOfTheData() {
    Template.Methods methods = (name, of) -> JsonValue.of(name + of);
    assertThat(Template.parse("{{.Label \"a\"}}{{$.Label 1 2}}").fill(NETWORK, methods))
        .isEqualTo("Label[\"a\"]Label[1, 2]");
  }

  @Nested
  class Refused {

    @ParameterizedTest
    @CsvSource(
        delimiter = '#',
        value = {
          "{{.Name#line 1, column 1: this action is not closed by '}}'",
          "a{{if .Name}}b#line 1, column 4: 'if' has no '{{end}}'",
          "a{{if .Name}}b{{else}}c#line 1, column 4: 'if' has no '{{end}}'",
          "{{end}}#line 1, column 3: unexpected '{{end}}' here",
          "{{else}}#line 1, column 3: unexpected '{{else}}' here",
          "{{}}#line 1, column 3: expected a value before '}}'",
          "{{.Name |}}#line 1, column 10: expected a value before '}}'",
          "{{.Name}#line 1, column 8: unexpected '}'",
          "{{nope .Name}}#line 1, column 3: no function 'nope': expected one of and, eq, ge",
          "{{.Name \"x}}#line 1, column 9: this text is not closed by '\"'",
          "{{$x}}#line 1, column 3: no variable '$x' is defined",
          "{{if .Name}}{{$x := 1}}{{end}}{{$x}}#line 1, column 33: no variable '$x' is defined",
          "{{(.Name}}#line 1, column 9: expected ) before '}}'",
          "{{template \"x\"}}#line 1, column 3: 'template' is not known here",
          "{{break}}#line 1, column 3: 'break' stands in no range",
          "{{\"\\x\"}}#line 1, column 4: unknown escape '\\x'",
          "{{/* a }}#line 1, column 1: this comment is not closed by '*/'",
          "{{12a}}#line 1, column 3: '12a' is no number",
          "{{.A ! .B}}#line 1, column 6: unexpected '!'",
        })
    void isWhatCannotBeUnderstood(String template, String said) {
      assertThatThrownBy(() -> Template.parse(template))
          .isInstanceOf(TemplateException.class)
          .hasMessageContaining("invalid template '" + template + "' at " + said);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '#',
        value = {
          "{{.Nope}}#column 3: no field 'Nope': expected one of Name, Id, EnableIPv6",
          "{{.Name.X}}#column 8: no field 'X' in a text",
          "{{.IPAM.Config.Subnet}}"
              + "#column 15: no field 'Subnet' in a list: use range, or index with a number",
          "{{index .IPAM.Config 2}}#column 3: no item 2 in a list of 2",
          "{{range .Name}}{{end}}#column 9: cannot range over a text",
          "{{eq .Name 1}}#column 3: a text cannot be compared with a number",
          "{{eq .Labels .Labels}}#column 3: a list or an object cannot be compared",
          "{{lt true false}}#column 3: 'lt' of true or false",
          "{{upper .Count}}#column 3: 'upper' takes a text, not a number",
          "{{upper}}#column 3: 'upper' takes 1 arguments, not 0",
          "{{pad .Name 1}}#column 3: 'pad' takes 3 arguments, not 2",
          "{{pad .Name 1 -1}}#column 3: 'pad' takes 0 to 10000 spaces, not 1 and -1",
          "{{.Name \"x\"}}#column 3: 'Name' takes no arguments",
          "{{\"a\" 1}}#column 3: what takes an argument is a function",
          "{{and}}#column 3: 'and' needs a value",
          "{{printf \"%d\" \"a\"}}#column 3: 'printf' cannot print a text with '%d'",
          "{{printf \"%d\"}}#column 3: 'printf' has too few values for '%d'",
          "{{printf \"a\" 1}}#column 3: 'printf' has too many values for 'a'",
          "{{printf \"%y\" 1}}#column 3: 'printf' has no verb '%y'",
          "{{slice .Name 3 1}}#column 3: no slice 3 to 1 of 4",
        })
    void isWhatTheDataHasNot(String template, String said) {
      assertThatThrownBy(() -> fill(template))
          .isInstanceOf(TemplateException.class)
          .hasMessageContaining(said);
    }

    @Test
    void namesTheLine() {
      assertThatThrownBy(() -> fill("a\nb {{.Name}}\n  {{.Nope}}"))
          .hasMessageContaining("at line 3, column 5");
    }

    @Test
    void isWhatHasTooManyLevels() {
      assertThatThrownBy(() -> Template.parse("{{" + "(".repeat(5_000) + ".Name}}"))
          .hasMessageContaining("more than 100 levels");
      assertThatThrownBy(() -> Template.parse("{{if 1}}".repeat(5_000)))
          .hasMessageContaining("more than 100 levels");
    }
  }

  @Test
  void knowsTheFunctionsThatDockerAdds() {
    assertThat(Functions.names())
        .containsAll(
            List.of("json", "split", "join", "title", "lower", "upper", "pad", "truncate"));
  }
}
