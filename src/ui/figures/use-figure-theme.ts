import { darkTheme, type FigureTheme, lightTheme } from '../../figures/palette.ts';
import { useApp } from '../app-context.ts';

export function useFigureTheme(): FigureTheme {
  return useApp((s) => s.theme) === 'dark' ? darkTheme : lightTheme;
}
