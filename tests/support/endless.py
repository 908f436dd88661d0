"""Templates without end, or that make much out of little, and those that lead into the program.

They use the names `thing` (a function), `wide` (an object with a long text) and `day` (a date), and
the templates `itself` (which includes `itself`) and `other` (of five hundred values).
"""

from __future__ import annotations

_BIG = "{% set ns = namespace(s='长' * 1000, l=[1]) %}{% for i in range(10) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}"
_LOOP = "{% for i in range(100000) %}{% for j in range(100000) %}"
_END = "{% endfor %}{% endfor %}"

#: what it does → a template
WITHOUT_END = {
    "nested loops": f"{_LOOP}{_END}",
    "nested loops that write": f"{_LOOP}a{_END}",
    "nested loops whose condition never holds": "{% for i in range(100000) %}{% for j in range(100000) if j < 0 %}{% endfor %}{% endfor %}",
    "nested loops that know their length": "{% for i in range(100000) %}{% for j in range(100000) %}{{ loop.length }}{% endfor %}{% endfor %}",
    "a loop that calls itself": "{% for i in [[1]] recursive %}{{ loop([i, i]) }}{% endfor %}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a macro that calls itself twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a block that calls itself": "{% block a %}{{ self.a() }}{% endblock %}",
    "a block that is called in loops": f"{{% block a %}}{'{{ 1 }}' * 500}{{% endblock %}}{_LOOP}{{{{ self.a() }}}}{_END}",
    "a text ten to the nine times": "{{ 'a' * 10**9 }}",
    "a list ten to the nine times": "{{ [1] * 10**9 }}",
    "a list of long texts many times": _BIG + "{{ ([ns.s] * 100000) | join }}",
    "a number with endless digits": "{{ 99 ** 99 ** 99 }}",
    "a number squared again and again": "{% set ns = namespace(n=9) %}{% for i in range(99) %}{% set ns.n = ns.n * ns.n %}{% endfor %}{{ ns.n }}",
    "a range of ten to the nine": "{% for i in range(10**9) %}{% endfor %}",
    "a text doubled by ~": "{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
    "a text doubled by +": "{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
    "a text doubled by %": "{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = '%s%s' % (ns.s, ns.s) %}{% endfor %}",
    "a text doubled by format": "{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = '{0}{0}'.format(ns.s) %}{% endfor %}",
    "a text doubled by the filter format": "{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = '%s%s' | format(ns.s, ns.s) %}{% endfor %}",
    "a text doubled by join": "{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = [ns.s, ns.s] | join %}{% endfor %}",
    "a text doubled by replace": "{% set ns = namespace(s='xx') %}{% for i in range(99) %}{% set ns.s = ns.s.replace('x', 'xx') %}{% endfor %}",
    "a text doubled by the filter replace": "{% set ns = namespace(s='xx') %}{% for i in range(99) %}{% set ns.s = ns.s | replace('x', 'xx') %}{% endfor %}",
    "a text grown by escaping": "{% set ns = namespace(s='&') %}{% for i in range(99) %}{% set ns.s = (ns.s ~ ns.s) | forceescape %}{% endfor %}",
    "a text doubled by a block of set": "{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set t %}{{ ns.s }}{{ ns.s }}{% endset %}{% set ns.s = t %}{% endfor %}",
    "a text doubled by a macro": "{% macro m(s, n) %}{% if n %}{{ m(s ~ s, n - 1) }}{% else %}{{ s }}{% endif %}{% endmacro %}{{ m('x', 90) }}",
    "every letter replaced by a long text": _BIG + "{{ ns.s | replace('长', ns.s) }}",
    "a long text between letters": _BIG + "{{ ns.s.join(ns.s) }}",
    "a long text for every number": _BIG + "{{ range(100000) | map(attribute='none', default=ns.s) | join }}",
    "a list doubled": "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
    "a list in a list twice": "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}",
    "a tuple in a tuple twice": "{% set ns = namespace(l=(1,)) %}{% for i in range(99) %}{% set ns.l = (ns.l, ns.l) %}{% endfor %}{{ ns.l == ns.l }}",
    "a mapping in a mapping twice": "{% set ns = namespace(l={}) %}{% for i in range(99) %}{% set ns.l = {'a': ns.l, 'b': ns.l} %}{% endfor %}{{ ns.l }}",
    "a mapping in dict() twice": "{% set ns = namespace(l={}) %}{% for i in range(99) %}{% set ns.l = dict(a=ns.l, b=ns.l) %}{% endfor %}{{ ns.l }}",
    "arguments in arguments twice": "{% macro m(n) %}{% if n %}{{ m(n - 1, varargs, varargs) }}{% else %}{{ varargs }}{% endif %}{% endmacro %}{{ m(60, 1) }}",
    "a wide number": "{{ '%999999999d' % 1 }}",
    "a wide number by format": "{{ '{:999999999}'.format(1) }}",
    "a width that is a value": "{{ '{:{}}'.format(1, 999999999) }}",
    "a width by the filter": "{{ '%999999999d' | format(1) }}",
    "a width by a star": "{{ '%*d' % (999999999, 1) }}",
    "a batch that is filled up": "{{ [1] | batch(10**9, 'x') | list }}",
    "slices without end": "{{ [1] | slice(10**9) | list }}",
    "a number kept to ten to the nine digits": "{{ 1.5 | round(10**9, 'ceil') }}",
    "lists added up one by one": "{{ ([[1, 2, 3]] * 90000) | sum(start=[]) }}",
    "attributes of attributes": "{{ range(100000) | map(attribute='real' ~ '.real' * 20000) | list }}",
    "a long text made upper again and again": _BIG + "{% for i in range(100000) %}{% if ns.s | upper %}{% endif %}{% endfor %}",
    "a long text searched again and again": _BIG + "{% for i in range(100000) %}{% if ns.s.count('短') %}{% endif %}{% endfor %}",
    "a long text looked for again and again": _BIG + "{% for i in range(100000) %}{% if 'x' in ns.s %}{% endif %}{% endfor %}",
    "a long text written again and again": _BIG + "{% for i in range(100000) %}{{ ns.s }}{% endfor %}",
    "a long list searched again and again": "{% set l = range(90000) | list %}{% for i in range(100000) %}{% if -1 in l %}{% endif %}{% endfor %}",
    "a long list tested again and again": "{% set l = range(90000) | list %}{% for i in range(100000) %}{% if -1 is in(l) %}{% endif %}{% endfor %}",
    "a long list compared again and again": "{% set l = range(90000) | list %}{% set m = range(90000) | list %}{% for i in range(100000) %}{% if l == m %}{% endif %}{% endfor %}",
    "a long list sliced again and again": "{% set l = range(90000) | list %}{% for i in range(100000) %}{% if l[1:] %}{% endif %}{% endfor %}",
    "a long list kept again and again": "{% set ns = namespace(l=[]) %}{% for i in range(100000) %}{% set ns.l = [ns.l[-9:], range(90000) | list] %}{% endfor %}",
    "every number looked for in all": "{{ range(100000) | select('in', range(90000) | list) | list | length }}",
    "a call again and again": f"{_LOOP}{{% if thing() %}}{{% endif %}}{_END}",
    "something written out again and again": f"{_LOOP}{{{{ wide }}}}{_END}",
    "signs taken for tags": "{{ ('<!--' * 90000 ~ '-->' * 90000) | striptags }}",
    "a template that holds itself": "{% include 'itself' %}",
    "a template held again and again": f"{_LOOP}{{% include 'other' %}}{_END}",
}  # fmt: skip

FORBIDDEN = {
    "a class": "{{ ''.__class__ }}",
    "a class by item": "{{ ''['__class__'] }}",
    "a class by filter": "{{ '' | attr('__class__') }}",
    "a class by map": "{{ [''] | map(attribute='__class__') | join }}",
    "a class by format": "{{ '{0.__class__}'.format(1) }}",
    "the globals of a function": "{{ thing.__globals__ }}",
    "the code of a function": "{{ thing.__code__ }}",
    "the environment of a template": "{{ self._TemplateReference__context.environment }}",
    "the closure of a macro": "{% macro m() %}{% endmacro %}{{ m._func }}",
    "the frames of a generator": "{{ ([1] | map('int')).gi_frame }}",
    "a method that changes": "{% set l = [1] %}{{ l.append(2) }}",
    "a method that widens": "{{ 'x'.center(9) }}",
    "a method that pads": "{{ 'x'.zfill(10**9) }}",
    "a method that gives bytes": "{{ 'x'.encode() }}",
    "a day's own format": "{{ day.strftime('%Y' * 1000) }}",
    "a formatter of its own": "{{ '{a.__class__}'.format_map({'a': 1}) }}",
}  # fmt: skip
