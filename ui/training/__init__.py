"""The tab 出题与练习: papers, items, practice."""
