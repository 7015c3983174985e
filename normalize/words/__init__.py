"""What words say wherever they stand: prose, titles, names, dates, datelines; by language."""
