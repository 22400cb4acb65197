"""Pages are checked: each once, side by side, in processes of their own, and kept as long as nothing changed.

====================  =======================================================================
`page`                from a page to its findings
`processes`           many pages side by side, within limits of time and memory
`ahead`               what pages' processes need, made before they are forked
`journal`             what a page had found when its code ended its process
`plain`               dataclasses as JSON, which runs nothing when it is read
`cache`               reports of pages that need no second proof
`notebook`            notebooks executed cell by cell
`cell_outputs`        what a cell printed and drew, as HTML
`notebook_numbers`    numbers in the text of a notebook
`files`               files written whole or not at all
`known`               findings that a site ignores, or had when it began
`fix`                 stale output rewritten in place
`formats`             findings for people, editors and continuous integration
`ledger`              what was checked, in tables
====================  =======================================================================
"""
