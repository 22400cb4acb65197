"""Words that an expression decides: true ones pass, false ones are named with the values compared."""

import pytest

CODE = """```python
import numpy as np
norm, n, converged = 13.7, 3, True
norms = np.array([0.35, 13.72])
def rate(): return next(rates)
rates = iter([0.5, 2.0])
```

"""


@pytest.mark.parametrize(
    "text",
    [
        "[The norm is large there]{norm > 1}.",
        "[all of them are small]{(norms < 14).all()}",
        "[one of them is small]{np.any(norms < 1)}",
        "[it has converged]{np.array(converged)}",
        "*[the norm\nis `norm`, **large**]{norm > 1}*",
        "- [the norm\n  is large]{norm > 1}",
        "> [the norm\n> is large]{norm > 1}",
        '!!! note\n\n    [the norm\n    is large]{norm > 1}\n\n<span title="x">[large]{norm > 1}</span>',
        "| a | b |\n|---|---|\n| [large]{norm > 1} | [small]{norm < 14} |",
        "[The norm $\\|g\\|$ is at least [13]{int(norm)} here]{norm >= 13}",
        "[between [0.35]{norms[0]} and [13.72]{norms[1]}, with nothing beside]{norms.min() > 0}",
        "[it was small]{rate() < 1} and then [it was large]{rate() > 1}",
        "[The two of them differ]{norms[0] != norms[1]}",
        "[True]{converged}, [no]{norm < 1}, [`False`]{norm < 1} and [Yes]{converged}",
        "[all that follow are larger]{all(later > norms[0] for later in norms[1:])}",
    ],
)
def test_true_words_are_no_finding(findings, text: str):
    assert findings(CODE + text + "\n") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[small]{norm < 1}", "this is not so: norm = 13.7, so norm < 1 is False"),
        (
            "[it grows]{norms[1] < norms[0]}",
            "norms[1] = 13.72, norms[0] = 0.35, so norms[1] < norms[0] is False",
        ),
        ("[small]{(norms < 1).all()}", "norms from 0.35 to 13.72, so (norms < 1).all() is False"),
        ("[large]{norm > 13.70001}", "norm = 13.7, so"),
        ("[large]{norm > norm + 1e-7}", "norm = 13.7, norm + 1e-07 = 13.7000001, so"),
        ("[a third]{n == 4 and norm > 1}", "this is not so: n = 3, so n == 4 and norm > 1 is False"),
        ("[not yet]{not converged}", "this is not so: not converged is False"),
        ("[every one]{all(x < 1 for x in norms)}", "this is not so: all(x < 1 for x in norms) is False"),
        ("[named]{'b' in ['a', str(n)]}", "['a', str(n)] = ['a', '3'], so"),
        ("[no]{converged}", "the page shows 'no', the value is 'True'"),
        ("[True]{norm < 1}", "the page shows 'True', the value is 'False'"),
        ("[13]{norm > 1}", "'13' is a number, but norm > 1 a truth value"),
        ("[three]{n == 3}", "'three' is a number, but n == 3 a truth value"),
        ("[small]{norms < 14}", "norms < 14 is an array of truth values: write .all() or .any()"),
        ("[small]{norm}", "'small' holds no number"),
        ("[small]{1 < 2}", "1 < 2 holds on every page"),
        ("[small]{True}", "True holds on every page"),
        ("$x [a]{converged}$", "a statement stands in a sentence, not in a formula"),
        ("[at least 13]{norm >= 13}", "nothing checks the number '13' in this statement"),
        ("[at least [14]{int(norm)}]{norm >= 13}", "the page shows 14 where the value is 13"),
        ("[the norm of `x[97]` is large]{norm >= 13}", "nothing checks the number 'x[97]'"),
        ("[as [the page](other.md) says]{norm > 1}", "nobody follows a link"),
        ("[small]{nrom < 1}", "the name 'nrom' is bound nowhere on the page"),
        ("[small]{norm / 0 < 1}", "raises ZeroDivisionError"),
    ],
)
def test_what_is_wrong_with_words_is_one_finding(findings, text: str, message: str):
    (found,) = findings(CODE + text + "\n")
    assert message in found


def test_a_statement_is_counted_as_one_and_tells_the_values_that_it_compared(check):
    report = check(
        CODE + "[small]{0.1 < norms[0] < 1}, [13.7]{norm}, [large]{later > 1}\n\n```python\nlater = 2\n```\n"
    )
    assert [result.kind for result in report.results] == ["code", "statement", "number", "code", "statement"]
    assert [result.evidence.values for result in report.results] == [
        "", "norms[0] = 0.35", "", "", "later = 2",
    ]  # fmt: skip


def test_an_expression_is_evaluated_once(check):
    assert not check(CODE + "[small]{rate() < 1}\n\n```python\nassert next(rates) == 2.0\n```\n").findings
